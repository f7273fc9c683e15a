// SPDX-License-Identifier: Apache-2.0

import Plain

extension Gate.Refusal {
  /// In words, with what helps.
  var words: Phrase {
    switch self {
    case .host:
      Phrase(
        "The workbench answers at 127.0.0.1 alone. Open the address that Verlauf printed.",
        "Die Werkbank antwortet nur unter 127.0.0.1. Öffnen Sie die Adresse, die Verlauf ausgegeben hat.")
    case .method: Phrase("No page takes such a request.", "Keine Seite nimmt eine solche Anfrage.")
    case .origin:
      Phrase("Another page has sent this request.", "Eine andere Seite hat diese Anfrage geschickt.")
    case .session:
      Phrase(
        "This browser has not been let in. Open the address that Verlauf printed, or start it again for a new one.",
        "Dieser Browser ist nicht zugelassen. Öffnen Sie die Adresse, die Verlauf ausgegeben hat, oder starten Sie es neu."
      )
    case .entrance:
      Phrase(
        "This address has let in a browser already, or is none of ours. Under Settings there is a new one.",
        "Diese Adresse hat schon einen Browser eingelassen oder ist keine von uns. Unter Einstellungen gibt es eine neue."
      )
    case .token:
      Phrase(
        "The form is not of this session. Reload the page and send it again.",
        "Das Formular gehört nicht zu dieser Sitzung. Laden Sie die Seite neu und senden Sie es noch einmal.")
    case .media: Phrase("The request is no form of ours.", "Die Anfrage ist kein Formular von uns.")
    case .size:
      Phrase("The request is larger than 2 MB.", "Die Anfrage ist größer als 2 MB.")
    case .time: Phrase("The request did not arrive in time.", "Die Anfrage kam nicht rechtzeitig an.")
    case .rate:
      Phrase(
        "Too many requests in a short time. Wait a moment.",
        "Zu viele Anfragen in kurzer Zeit. Warten Sie einen Moment.")
    }
  }
}
