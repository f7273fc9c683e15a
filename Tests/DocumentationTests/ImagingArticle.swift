// SPDX-License-Identifier: Apache-2.0

import Course
import Imaging
import Testing

/// The code of the article on Imaging.
@Suite struct ImagingArticle {
  /// What is no picture is refused before any program sees it.
  @Test func cleaning() {
    let bytes = Array("no picture".utf8)
    #expect(throws: ImageFailure.unknownFormat) {
      var wish = ImageCleaner.Wish()
      wish.window = ImageWindow(level: 40, width: 400)
      let cleaning = try ImageCleaner().clean(bytes, wish)
      for doubt in cleaning.doubts { print(doubt) }  // why a name may stand in it
    }
  }
}
