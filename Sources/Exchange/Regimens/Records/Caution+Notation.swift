// SPDX-License-Identifier: Apache-2.0

package import Dosing
package import Notation

extension Caution: Described {
  package static let notation = Record<Caution>(
    "caution", title: "a caution", "What a text warns of: for whom something is not, or what must be heeded always.",
    blank: { Caution(words: "", sources: []) },
    [
      .optional("when", \.condition, .condition, "For whom, a condition; without it for all."),
      .required("words", \.words, .text, "What the text says, in own words."),
      .optional("by", \.by, .text, "Whose text: `EU text`."), .sources(\.sources),
    ])
}
