//! Request and response with a worker: open requests, requests queued until the worker's first message, and the futures
//! that wait.
//!
//! Shared by the clients of workers that respond by request number: the page's client of the case vault, and the light
//! box's client of its reader. The content of requests, and what happens when a worker stops, is up to them.
//!
//! Invariant: a question is answered once, and nothing is sent before the worker has said hello.

use super::module_worker::ModuleWorker;
use super::wire::PackedMessage;
use protocol::Failure;
use std::cell::RefCell;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

/// The questions to one worker, each answered by an `A`.
#[derive(Debug)]
pub struct OpenQuestions<A> {
    /// Asked before the worker said hello.
    unsent: Vec<(u32, PackedMessage)>,
    is_ready: bool,
    asked: u32,
    open: Vec<(u32, AwaitedAnswer<A>)>,
}

#[derive(Debug)]
struct AwaitedAnswer<A> {
    answer: Option<A>,
    waker: Option<Waker>,
}

impl<A> Default for OpenQuestions<A> {
    fn default() -> Self {
        Self { unsent: Vec::new(), is_ready: false, asked: 0, open: Vec::new() }
    }
}

impl<A> OpenQuestions<A> {
    /// The number of the next question, starting at 1.
    pub fn next_number(&mut self) -> u32 {
        self.asked += 1;
        self.asked
    }

    /// Opens the question of this number, and sends it, now or when the worker has said hello.
    ///
    /// # Errors
    /// When it cannot be sent. It is open all the same, until [`Self::end`].
    pub fn send(&mut self, number: u32, packed: PackedMessage, worker: &ModuleWorker) -> Result<(), Failure> {
        self.open.push((number, AwaitedAnswer { answer: None, waker: None }));
        if self.is_ready {
            return worker.post(&packed);
        }
        self.unsent.push((number, packed));
        Ok(())
    }

    /// The worker has said hello: sends what was queued for it. Returns the questions that could not be sent.
    pub fn begin(&mut self, worker: &ModuleWorker) -> Vec<(u32, Failure)> {
        self.is_ready = true;
        let unsent = std::mem::take(&mut self.unsent).into_iter();
        unsent.filter_map(|(number, packed)| Some((number, worker.post(&packed).err()?))).collect()
    }

    /// Answers a question; one that is not open, or has its answer, stays as it is.
    pub fn end(&mut self, number: u32, answer: A) {
        if let Some((_, awaited)) = self.open.iter_mut().find(|(open, _)| *open == number) {
            awaited.end(answer);
        }
    }

    /// Answers every open question with this, and discards what was not sent: the next worker must not process it.
    pub fn end_all(&mut self, answer: impl Fn() -> A) {
        self.unsent.clear();
        self.is_ready = false;
        self.open.iter_mut().for_each(|(_, awaited)| awaited.end(answer()));
    }

    fn poll(&mut self, number: u32, waker: &Waker) -> Poll<Option<A>> {
        let Some(at) = self.open.iter().position(|(open, _)| *open == number) else { return Poll::Ready(None) };
        let (_, awaited) = &mut self.open[at];
        if awaited.answer.is_none() {
            awaited.waker = Some(waker.clone());
            return Poll::Pending;
        }
        let (_, awaited) = self.open.remove(at);
        Poll::Ready(awaited.answer)
    }
}

impl<A> AwaitedAnswer<A> {
    fn end(&mut self, answer: A) {
        if self.answer.is_none() {
            self.answer = Some(answer);
        }
        if let Some(waker) = self.waker.take() {
            waker.wake();
        }
    }
}

/// Waits for the answer to a question; `None` where it is not open.
pub async fn answer_to<A>(questions: &Rc<RefCell<OpenQuestions<A>>>, number: u32) -> Option<A> {
    poll_fn(|context| questions.borrow_mut().poll(number, context.waker())).await
}
