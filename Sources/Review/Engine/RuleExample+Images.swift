// SPDX-License-Identifier: Apache-2.0

import Imaging

extension RuleExample {
  /// An example of a picture at a CT of 2 March 2020.
  ///
  /// - Parameters:
  ///   - words: what is recorded, in words.
  ///   - keys: what the record says of it beside its file: `modality: MR`.
  ///   - kept: what stands in the folder under its name; nil where nobody has looked.
  static func image(_ words: String, _ keys: String = "", kept: KeptImages? = nil) -> RuleExample {
    RuleExample(
      words,
      course:
        "- assessment: CT\n  id: ct\n  when: 2020-03-02\n  images:\n    - {file: a.png\(keys.isEmpty ? "" : ", " + keys)}",
      images: kept)
  }
}

extension KeptImages {
  /// The digest of the sample: that of no bytes.
  static let sampleDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

  /// A folder with one picture of 512 x 512 pixels.
  static func sample(extras: [String] = []) -> KeptImages {
    KeptImages(["a.png": .readable(digest: sampleDigest, width: 512, height: 512, extras: extras)])
  }
}
