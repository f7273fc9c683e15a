// SPDX-License-Identifier: Apache-2.0

import Plain

/// Words of life and death where the other is recorded: an error, since the end of follow-up hangs on it.
enum VitalStatus {
  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && $0 != "†" && $0 != "✝" }.map(String.init)
  }

  /// Words that say that the patient had died: `verstorben`, `dead of disease`, `DOD`; not with `alive` or a denial beside them.
  static func saysDead(_ text: String) -> Bool {
    let words = words(text)
    return words.contains(where: dead.contains) && Set(words).isDisjoint(with: alive.union(denials).union(before))
  }

  /// Words that say that there was no death: `none`, `no`, `alive`.
  static func saysAlive(_ text: String) -> Bool {
    let words = words(text)
    guard let first = words.first else { return false }
    let isDenial = denials.contains(first) || first == "false"
    return alive.contains(first) || isDenial && words.dropFirst().allSatisfy(dead.contains)
  }

  /// An event that is the patient's death: it begins with it, and is nobody else's (`death of her husband`).
  static func isDeath(_ text: String) -> Bool {
    let said = words(text).drop {
      ["the", "patient", "pat", "pt", "has", "had", "was", "is", "der", "die", "ist"].contains($0)
    }
    guard let first = said.first, dead.contains(first) else { return false }
    return Set(said).isDisjoint(with: others)
  }

  private static let dead: Set = [
    "died", "dead", "death", "deceased", "verstorben", "verstarb", "gestorben", "tot", "tod", "todesfall", "exitus",
    "dod", "†", "✝",
  ]
  private static let alive: Set = ["alive", "living", "lives", "lebend", "lebt", "ned", "awd"]
  private static let before: Set = ["before", "prior", "vor", "until", "bis"]
  private static let denials: Set = ["no", "not", "none", "nein", "nicht", "kein", "keine", "never"]
  private static let others: Set = [
    "husband", "wife", "spouse", "partner", "mother", "father", "son", "daughter", "brother", "sister", "child",
    "relative", "certificate", "ehemann", "ehemannes", "ehefrau", "mutter", "vater", "vaters", "sohn", "sohnes",
    "tochter",
    "bruder", "bruders", "schwester", "kind", "kindes", "angehörigen",
  ]
}

extension Form where Value == String? {
  /// `true`, or words of a contact with the patient alive.
  static func contact(_ form: Form) -> Form {
    Form(
      form.schema,
      read: { item, reader in
        if case .text(let text) = item.content, VitalStatus.saysDead(text) {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a last contact with the patient alive",
            expected: "`death: not stated`, or `death:` with its cause, and its date")
          return nil
        }
        return form.read(item, reader)
      }, write: form.write)
  }
}

extension Form where Value == String {
  /// What happened, which is not the patient's death.
  static var happening: Form {
    Form(
      Form.text.schema,
      read: { item, reader in
        if case .text(let text) = item.content, VitalStatus.isDeath(text) {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) as an event",
            expected: "`death: not stated`, or `death:` with its cause")
          return nil
        }
        return Form.text.read(item, reader)
      }, write: Form.text.write)
  }

  /// A cause of death.
  static var causeOfDeath: Form {
    Form(
      Form.text.schema,
      read: { item, reader in
        if case .text(let text) = item.content, VitalStatus.saysAlive(text) {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a cause of death",
            expected: "the cause, `not stated` or `unknown`; of a patient who lives `last contact: alive`")
          return nil
        }
        return Form.text.read(item, reader)
      }, write: Form.text.write)
  }
}
