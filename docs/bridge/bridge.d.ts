// The bridge between the page and a host app, version 1. Made from crates/bridge; do not edit.
// Each message is one JSON object as a text of at most 8192 bytes in UTF-8.

/** What stands in every message. */
export interface Envelope {
  /** The version of the protocol. */
  v: 1;
  /** What the page has drawn for this load and says in `hello`: 32 hexadecimal digits. */
  nonce: string;
  /** Grows with each message of a side; what is not larger than the last one is dropped. */
  seq: number;
}

/** How far the app of the page has come. */
export type AppState =
  /** It runs. */
  | "ready"
  /** It did not start, or fell: the page reads, and its links are plain links. */
  | "failed"
  /** This engine cannot run it: the page reads, and its links are plain links. */
  | "unsupported";

/** What a host can do beyond showing the page. */
export type Capability =
  /** It gives tokens. Then the page sends them with each request, sends no cookie, and keeps nothing of the person on the device. */
  | "token"
  /** It opens rows of its own settings. */
  | "openSettings"
  /** It closes the page when it is asked to. */
  | "close";

/** The state of a choice, in a word of the consent API. */
export type ChoiceState =
  /** Nothing was decided. */
  | "unknown"
  /** Switched on. */
  | "allowed"
  /** Switched off. */
  | "objected"
  /** Asked, not answered. */
  | "requested"
  /** Asked, and put off. */
  | "deferred"
  /** Consent is given. */
  | "given"
  /** Consent is given again. */
  | "renewed"
  /** Consent is refused. */
  | "refused"
  /** Consent was given, and is taken back. */
  | "withdrawn"
  /** Consent was taken back by somebody else. */
  | "revoked"
  /** Consent is over, by time. */
  | "expired"
  /** Consent was found not to have been valid. */
  | "invalidated";

/** A language of the page. */
export type PageLanguage =
  /** Simplified Chinese. */
  | "zh"
  /** English. */
  | "en";

/** Which colours. */
export type ThemeChoice =
  /** Light. */
  | "light"
  /** Dark. */
  | "dark"
  /** The system's. */
  | "system";

/** Answers `hello`, with its nonce: from now on the page listens. */
export interface Welcome extends Envelope {
  type: "welcome";
  /** What the host can do. */
  capabilities: Capability[];
  /** Whether the page leaves its own masthead and footer to the host. */
  embedded?: boolean;
}

/** Who is signed in. Kept in memory alone, and sent to the consent API and nowhere else. */
export interface Token extends Envelope {
  type: "token";
  /** A JWT of the host app. At most 7168 UTF-16 units. */
  token: string;
  /** Seconds until it ends. The page asks for the next one before. Whole, from 1 to 86400. */
  expiresIn: number;
}

/** Colours that are not the system's. */
export interface Theme extends Envelope {
  type: "theme";
  /** Which ones. */
  theme: ThemeChoice;
}

/** The size of letters that the host's own setting asks for. */
export interface TextSize extends Envelope {
  type: "textSize";
  /** In percent of the page's own. Whole, from 80 to 200. */
  percent: number;
}

/** Large letters and large targets, for older people. */
export interface Elder extends Envelope {
  type: "elder";
  /** Whether they are wanted. */
  on: boolean;
}

/** What lies over the edges of the page, in CSS pixels; the larger of these and the browser's own counts. */
export interface SafeArea extends Envelope {
  type: "safeArea";
  /** At the top. Whole, from 0 to 400. */
  top: number;
  /** At the right. Whole, from 0 to 400. */
  right: number;
  /** At the bottom. Whole, from 0 to 400. */
  bottom: number;
  /** At the left. Whole, from 0 to 400. */
  left: number;
}

/** The language that the host is set to. The reader's place is kept. */
export interface Language extends Envelope {
  type: "language";
  /** Which one. */
  language: PageLanguage;
}

/** Back was pressed in the host's own bar: the page goes back one view, or asks to be closed. */
export interface Back extends Envelope {
  type: "back";
}

/** What a host says to the page. */
export type FromHost = Welcome | Token | Theme | TextSize | Elder | SafeArea | Language | Back;

/** The page is there and says its nonce. Sent again until it is answered. */
export interface Hello extends Envelope {
  type: "hello";
}

/** How far the app of the page has come. */
export interface Ready extends Envelope {
  type: "ready";
  /** How far. */
  app: AppState;
}

/** What the view is called; at the start and whenever it changes. */
export interface Title extends Envelope {
  type: "title";
  /** The title. At most 400 UTF-16 units. */
  title: string;
}

/** How high the page is, in CSS pixels; at the start and whenever it changes. */
export interface Height extends Envelope {
  type: "height";
  /** Of all of it. Whole, from 0 to 1000000. */
  height: number;
}

/** A choice of the person changed, and the service has confirmed it. */
export interface ChoiceChanged extends Envelope {
  type: "choiceChanged";
  /** The control's id in the catalogue. At most 200 UTF-16 units. */
  purpose: string;
  /** The state in force. */
  state: ChoiceState;
  /** Which change of this choice it was. Whole, from 0 to 4294967295. */
  revision: number;
}

/** The person wants that row of the host's settings opened; for hosts that can. */
export interface OpenSettings extends Envelope {
  type: "openSettings";
  /** The row's id in `settings.toml`. At most 200 UTF-16 units. */
  row: string;
}

/** The page needs a token: it has none, or the one it has ends soon or was not accepted. */
export interface TokenNeeded extends Envelope {
  type: "tokenNeeded";
}

/** There is no view to go back to. */
export interface Close extends Envelope {
  type: "close";
}

/** What the page says to its host. */
export type ToHost = Hello | Ready | Title | Height | ChoiceChanged | OpenSettings | TokenNeeded | Close;
