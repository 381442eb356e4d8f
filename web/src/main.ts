document.querySelector("#app")!.textContent = "Headwater";
