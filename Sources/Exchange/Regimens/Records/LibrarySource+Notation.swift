// SPDX-License-Identifier: Apache-2.0

package import Dosing
package import Notation

extension LibrarySource: Described {
  package static let notation = Record<LibrarySource>(
    "library-source", title: "a source of the library", "Where it is from, and how certain.", inlineWidth: 400,
    blank: { LibrarySource(text: "", certainty: .memory) },
    [
      .required("text", \.text, .verbatim, "Label, trial, guideline."),
      .optional("url", \.address, .verbatim, "Its address."),
      .required("certainty", \.certainty, .words(), "How certain it is."),
      .optional("read", \.read, .verbatim, "When it was read: `2026-11`."),
    ])
}
