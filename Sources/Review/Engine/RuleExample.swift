// SPDX-License-Identifier: Apache-2.0

public import Imaging

/// A small record that shows a rule: printed on the page of the rules, and read and reviewed by a test.
public struct RuleExample: Sendable, Hashable {
  /// What is recorded, in words.
  public var words: String
  /// What a patient's file says before its course: `height: 168 cm`.
  public var facts: String
  /// The patient's course.
  public var course: String
  /// Other files of the folder. `study.yaml` holds what stands beside the title.
  public var files: [File]
  /// What stands in its folder `images`; nil where nobody has looked.
  public var images: KeptImages?

  /// A file beside the patient's.
  public struct File: Sendable, Hashable {
    /// Its name: `labs.csv`.
    public var name: String
    /// What it says.
    public var text: String

    init(_ name: String, _ text: String) {
      self.name = name
      self.text = text
    }
  }

  init(_ words: String, facts: String = "", course: String = "", files: [File] = [], images: KeptImages? = nil) {
    self.words = words
    self.facts = facts
    self.course = course
    self.files = files
    self.images = images
  }

  /// What stands in its folder `images`, in words; nil where nobody has looked.
  public var imageWords: String? {
    images.map { images in
      images.files.isEmpty
        ? "nothing"
        : images.files.sorted { $0.key < $1.key }.map { name, state in
          switch state {
          case .readable(let digest, let width, let height, let extras):
            "`\(name)`, \(width) x \(height) pixels, SHA-256 \(digest.prefix(8))…"
              + (extras.isEmpty ? "" : ", with \(extras.joined(separator: ", "))")
          case .unreadable(_, let reason), .notRead(_, let reason): "`\(name)`, \(reason)"
          }
        }.joined(separator: "; ")
    }
  }

  /// The whole folder, by file name: one patient, `1`; what is said of the study where the example says nothing is that no guideline is asked for.
  public var folder: [String: String] {
    var folder = ["study.yaml": "study: Example\n" + (text(of: "study.yaml") ?? "guideline: none")]
    let course = course.isEmpty ? "- diagnosis: leiomyosarcoma" : course
    folder["patients/1.yaml"] =
      (["patient: 1", "section: Chart", facts, "course:"] + course.split(separator: "\n").map { "  \($0)" })
      .filter { !$0.isEmpty }.joined(separator: "\n")
    for file in files where file.name != "study.yaml" { folder[file.name] = file.text }
    return folder.mapValues { $0 + "\n" }
  }

  private func text(of name: String) -> String? { files.first { $0.name == name }?.text }
}
