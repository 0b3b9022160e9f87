// The icons the pages use (bootstrap-icons). A name missing here is missing on the page: add it and build.
export const icons = [
  "archive", "arrow-clockwise", "arrow-counterclockwise", "arrow-left", "arrow-return-left", "arrow-right", "bar-chart", "bell", "bookmark",
  "box-arrow-right", "box-arrow-up-right", "calculator", "calendar3", "camera-video", "chat-left-text", "check2", "check2-all",
  "check2-circle", "chevron-down", "chevron-left", "chevron-right", "circle", "circle-half", "clipboard", "clock", "clock-history",
  "cloud-arrow-up", "cloud-check", "cloud-slash", "dash-circle", "download", "envelope", "exclamation-octagon",
  "exclamation-triangle", "eye", "eye-slash", "file-earmark", "file-earmark-text", "filter", "flag", "gear", "globe2",
  "hourglass-split", "image", "inbox", "info-circle", "journal-text", "keyboard", "layers", "link-45deg", "list-ul", "lock", "moon",
  "pencil", "people", "person", "person-plus", "plus-circle", "plus-lg", "question-circle", "quote", "search", "send",
  "shield-check", "speedometer2", "star", "stopwatch", "sun", "table", "tag", "telephone", "three-dots", "trash", "type", "upload",
  "x-circle", "x-lg",
];
