// SPDX-License-Identifier: Apache-2.0

package import Course
import Notation
import Plain

/// The files of pictures that the text of a patient names, by which a study in one file keeps them with the patient.
package enum PictureNames {
  /// The names behind `file` under `images`, wherever they stand in a text; none where it cannot be parsed.
  package static func named(in text: String) -> Set<String> {
    guard text.contains("images"), let document = Document.parse(ProblemLog(text: SourceText(file: "", text: text)))
    else { return [] }
    var names: Set<String> = []
    take(document, isPicture: false, &names)
    return names
  }

  private static func take(_ item: Item, isPicture: Bool, _ names: inout Set<String>) {
    switch item.content {
    case .list(let items): for each in items { take(each, isPicture: isPicture, &names) }
    case .fields(let fields):
      for field in fields {
        if isPicture, field.key == "file", case .text(let name) = field.value.content,
          AssessmentImage.isFileName(name)
        {
          names.insert(name)
        }
        take(field.value, isPicture: field.key == "images", &names)
      }
    case .text, .empty: break
    }
  }

  /// The names by the patients whose files name them.
  package static func byPatient(_ files: [String: String]) -> [(patient: Patient.ID, name: String)] {
    files.sorted { NaturalOrder.precedes($0.key, $1.key) }.flatMap { path, text in
      StudyPart.Kind.patient(ofPath: path).map { patient in named(in: text).sorted().map { (patient, $0) } } ?? []
    }
  }
}
