// Shows the buttons that need a script, and says in words when a passkey could not be used.
document.querySelectorAll("[id^='passkey_'], [id^='mfa_webauthn_']").forEach((button) => {
  if (button instanceof HTMLButtonElement && window.PublicKeyCredential) button.hidden = false;
});
document.addEventListener("allauth.error", (event) => {
  const told = document.getElementById("passkey_failed");
  if (!told) return;
  event.preventDefault();
  told.hidden = false;
  told.focus();
});
