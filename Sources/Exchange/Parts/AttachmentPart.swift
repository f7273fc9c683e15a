// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// What a store says of something that is attached: a part of no file of the folder. Its bytes are elsewhere, by their digest.
package struct AttachmentPart: Sendable, Hashable {
  package var name: String
  package var mediaType: String
  /// How many bytes.
  package var size: Int
  /// The SHA-256 of the bytes, as 64 hexadecimal digits in small letters.
  package var digest: String
  /// Who attached it and when, where the revision does not say so.
  package var origin: String?

  package init(name: String, mediaType: String, size: Int, digest: String, origin: String? = nil) {
    self.name = name
    self.mediaType = mediaType
    self.size = size
    self.digest = digest
    self.origin = origin
  }

  /// Of a part; nil where the part says nothing of the kind.
  package init?(_ part: StudyPart) {
    guard part.kind == .attachment, let name = part.value(of: "attachment"), let type = part.value(of: "media type"),
      let size = part.value(of: "bytes").flatMap({ Int($0) }), let digest = part.value(of: "sha-256")
    else { return nil }
    self.init(name: name, mediaType: type, size: size, digest: digest, origin: part.value(of: "attached"))
  }

  /// The part that says so.
  package func part(_ patient: Patient.ID?) -> StudyPart {
    var fields = [
      Item.Field("attachment", Item(text: name)), Item.Field("media type", Item(text: mediaType)),
      Item.Field("bytes", Item(text: String(size))), Item.Field("sha-256", Item(text: digest)),
    ]
    if let origin { fields.append(Item.Field("attached", Item(text: origin))) }
    return StudyPart(
      kind: .attachment, patient: patient, text: YAMLLayout.text(Item(content: .fields(fields)), .text))
  }

  /// Where it stands in a folder.
  package func path(_ patient: Patient.ID?) -> String { Self.folder(patient) + name }

  /// The folder of the attachments of a patient, or of the study.
  package static func folder(_ patient: Patient.ID?) -> String {
    patient.map { "attachments/patients/\($0)/" } ?? "attachments/study/"
  }

  /// The patient and the name of a path that is one of an attachment.
  package static func place(_ path: String) -> (patient: Patient.ID?, name: String)? {
    let steps = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    switch (steps.count, steps.first, steps.dropFirst().first) {
    case (3, "attachments", "study"): return (nil, steps[2])
    case (4, "attachments", "patients"): return (steps[2], steps[3])
    default: return nil
    }
  }

  /// Why something cannot have this name; nil where it can. A name is one step of a path on every system.
  package static func fault(inName name: String) -> String? {
    if name.isEmpty || name != name.trimmed { return "is empty, or has blanks at its ends" }
    if name.utf8.count > 200 { return "has more than 200 bytes" }
    if name.hasPrefix(".") || name.hasSuffix(".") { return "begins or ends with a full stop" }
    let isWrong = name.unicodeScalars.contains {
      $0.value < 0x20 || $0.value == 0x7F || "/\\:*?\"<>|".unicodeScalars.contains($0)
    }
    return isWrong ? "has a character that no file name has on every system" : nil
  }
}
