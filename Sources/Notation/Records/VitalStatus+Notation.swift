// SPDX-License-Identifier: Apache-2.0

import Course

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
        if case .text(let text) = item.content, VitalStatus.saysAlive(text) || VitalStatus.deniesDeath(text) {
          reader.log.error(
            item.mark, "\(ProblemLog.quoted(text)) for a cause of death",
            expected: "the cause, `not stated` or `unknown`; of a patient who lives `last contact: alive`")
          return nil
        }
        return Form.text.read(item, reader)
      }, write: Form.text.write)
  }
}
