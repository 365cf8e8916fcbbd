//! The parts of the page, one a file, each with a style sheet of the same name in `style/`.
//!
//! Invariant: a part takes data and callbacks. None reaches into `web`, and none
//! reads the session: what a part shows is what it was given.

pub mod abstained;
pub mod answer;
pub mod device_badge;
pub mod drop_zone;
pub mod elsewhere;
pub mod examples;
pub mod failure_card;
pub mod figure_table;
pub mod footer;
pub mod gates;
pub mod header;
pub mod icon;
pub mod kept_models;
pub mod limits;
pub mod model_card;
pub mod notice;
pub mod operating_point;
pub mod picture;
pub mod probabilities;
pub mod probe;
pub mod progress;
pub mod queue;
pub mod reading_switch;
pub mod request_ledger;
pub mod room;
pub mod score;
pub mod sections;
pub mod timing;
pub mod update_notice;
pub mod viewer;

pub use abstained::Abstained;
pub use answer::{AnswerCard, NotADiagnosis};
pub use device_badge::{DeviceBadge, DeviceDetails};
pub use drop_zone::DropZone;
pub use elsewhere::ElsewhereLine;
pub use examples::{Example, Examples};
pub use failure_card::FailureCard;
pub use figure_table::FigureTable;
pub use footer::Footer;
pub use gates::GateList;
pub use header::{Header, Theme};
pub use icon::Icon;
pub use kept_models::{KeptModel, KeptModels};
pub use limits::Limits;
pub use model_card::ModelCard;
pub use notice::Notice;
pub use operating_point::OperatingPoints;
pub use picture::{CanvasElement, Paint, Picture};
pub use probabilities::Probabilities;
pub use probe::ProbeCard;
pub use progress::{ProgressCard, Step};
pub use queue::Queue;
pub use reading_switch::ReadingSwitch;
pub use request_ledger::RequestLedger;
pub use room::{Room, RoomCard};
pub use score::ScoreCard;
pub use sections::Sections;
pub use timing::TimingLine;
pub use update_notice::UpdateNotice;
pub use viewer::Viewer;
