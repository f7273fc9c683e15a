// SPDX-License-Identifier: Apache-2.0

import Imaging

/// A folder with one picture of 512 x 384 pixels.
func kept(
  _ digest: String = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", extras: [String] = []
) -> KeptImages {
  KeptImages(["a.png": .readable(digest: digest, width: 512, height: 384, extras: extras)])
}
