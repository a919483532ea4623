/** The type that everything in a package has (learn.microsoft.com, "Create an AppSource package for your app"). */
export const OCTETS = "application/octet-stream";
/** The namespace of a package's list of types (Open Packaging Conventions). */
export const PACKAGE_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
/** The first moment that a zip can tell; it is told in local time, so this is the same in every zone. */
export const FIRST_MOMENT = new Date(1980, 0, 1);
