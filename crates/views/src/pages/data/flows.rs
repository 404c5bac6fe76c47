//! A picture of who receives what: from kinds of data over the features that pass them on to recipients.
//!
//! Drawn when the page is published, as a layered graph with three layers, the outer two ordered by the
//! barycentre of their neighbours (Sugiyama, Tagawa and Toda 1981), so that few lines cross. Every node is
//! a link; a use is a group with its lines, which facets and typed words hide as they hide its row. Below it the same
//! stands as text, for who listens and for a window that shows a part of the picture. Entry point: [`Flows`].

use interface::{ids, words};
use leptos::prelude::*;
use notice::catalogue::{Disclosure, Recipient, Topic};

use crate::pages::data::flow_nodes::{self, Column, NodeView};
use crate::pages::data::{sets, topic};
use crate::pages::phrases;
use crate::pages::site::Context;

/// Height of a line of nodes, in the units of the picture.
const LINE: usize = 46;

/// Everything that is drawn, in order from the top.
struct Layers<'a> {
    topics: Vec<&'a Topic>,
    uses: Vec<&'a Disclosure>,
    recipients: Vec<&'a Recipient>,
}

impl<'a> Layers<'a> {
    fn of(context: &Context<'a>) -> Self {
        let catalogue = &context.site.current().catalogue;
        let uses = catalogue.disclosures.iter();
        let uses: Vec<&Disclosure> = uses.filter(|one| !one.recipients.is_empty()).collect();
        let recipients = catalogue.recipients.iter();
        let recipients = recipients.filter(|one| uses.iter().any(|entry| receives(one, entry)));
        let topics = catalogue.topics.iter();
        let topics = topics.filter(|topic| uses.iter().any(|entry| is_about(topic, entry)));
        let (mut topics, mut recipients): (Vec<_>, Vec<_>) =
            (topics.collect(), recipients.collect());
        topics.sort_by_key(|topic| barycentre(&uses, |entry| is_about(topic, entry)));
        recipients.sort_by_key(|one| barycentre(&uses, |entry| receives(one, entry)));
        Layers {
            topics,
            uses,
            recipients,
        }
    }

    fn height(&self) -> usize {
        let lines = self.topics.len().max(self.uses.len());
        lines.max(self.recipients.len()) * LINE
    }
}

fn receives(recipient: &Recipient, entry: &Disclosure) -> bool {
    entry.recipients.contains(&recipient.id)
}

fn is_about(topic: &Topic, entry: &Disclosure) -> bool {
    entry.data.iter().any(|data| topic.data.contains(data))
}

/// The mean place of a node's neighbours, in thousandths of a line.
fn barycentre(uses: &[&Disclosure], is_neighbour: impl Fn(&Disclosure) -> bool) -> usize {
    let places = uses.iter().enumerate();
    let places = places.filter(|(_, entry)| is_neighbour(entry));
    let places: Vec<usize> = places.map(|(place, _)| place * 1000).collect();
    places.iter().sum::<usize>() / places.len().max(1)
}

/// The picture, folded; nothing where the notice names no recipient.
#[component]
pub fn Flows<'a>(
    /// The page.
    context: &'a Context<'a>,
) -> AnyView {
    let layers = Layers::of(context);
    let is_any = !layers.uses.is_empty() && !layers.topics.is_empty();
    let lang = context.lang;
    let picture = is_any.then(|| {
        let count = layers.uses.len().to_string();
        view! {
            <section class="data__flows no-print" data-group="">
                <ul class="rows">
                    <li class="row">
                        <details class="fold" id=ids::section("flows")>
                            <summary>
                                <span class="row__label">{words::flows(lang)}</span>
                                // The number is of all of them.
                                " " <span class="row__second" data-unfiltered="">{words::flows_lead(lang, &count)}</span>
                            </summary>
                            <p class="hint flows__lead">{words::flows_twin(lang)}</p>
                            // Wider than a phone: it scrolls by itself, by keyboard too.
                            <div class="flows" tabindex="0" role="region" aria-label=words::flows(lang)>
                                <Picture context layers=&layers/>
                            </div>
                            <Twin context layers=&layers/>
                        </details>
                    </li>
                </ul>
            </section>
        }
    });
    picture.into_any()
}

#[component]
fn Picture<'a>(context: &'a Context<'a>, layers: &'a Layers<'a>) -> AnyView {
    let lang = context.lang;
    let height = layers.height();
    let place = |place: usize, count: usize| flow_nodes::middle(place, count, height);
    let (topics, uses, recipients) = (&layers.topics, &layers.uses, &layers.recipients);
    let drawn = uses.iter().enumerate().map(|(at, entry)| {
        let here = place(at, uses.len());
        let from = topics.iter().enumerate();
        let from = from.filter(|(_, topic)| is_about(topic, entry));
        let from =
            from.map(|(at, _)| flow_nodes::line(Column::Data, place(at, topics.len()), here));
        let to = recipients.iter().enumerate();
        let to = to.filter(|(_, recipient)| receives(recipient, entry));
        let to =
            to.map(|(at, _)| flow_nodes::line(Column::Feature, here, place(at, recipients.len())));
        let lines = from.chain(to).map(|d| view! { <path d=d></path> });
        let lines = lines.collect_view();
        let href = format!("#{}", ids::use_of_data(&entry.id));
        let name = entry.feature.get(lang).to_string();
        view! {
            <g class="flows__use" data-sets=sets::words_of(entry) data-same=ids::use_of_data(&entry.id)>
                {lines}
                <NodeView column=Column::Feature middle=here href name lang/>
            </g>
        }
    });
    let drawn = drawn.collect_view();
    let sources = topics.iter().enumerate().map(|(at, one)| {
        let (href, name) = (topic::to(context, one), one.names.get(lang).to_string());
        let middle = place(at, topics.len());
        let node = view! { <NodeView column=Column::Data middle href name lang/> }.into_any();
        view! { <End uses=neighbours(uses, |entry| is_about(one, entry)) node/> }
    });
    let targets = recipients.iter().enumerate().map(|(at, one)| {
        let href = format!("#{}", ids::facet("recipient", &one.id));
        let name = one.names.get(lang).to_string();
        let middle = place(at, recipients.len());
        let node = view! { <NodeView column=Column::Recipient middle href name lang/> }.into_any();
        view! { <End uses=neighbours(uses, |entry| receives(one, entry)) node/> }
    });
    let heads = [
        (Column::Data, words::data_items(lang)),
        (Column::Feature, words::data_feature(lang)),
        (Column::Recipient, words::data_recipients(lang)),
    ];
    let heads = heads.map(|(column, name)| {
        view! { <text class="flows__head" x=column.left().to_string() y="-12">{name}</text> }
    });
    let frame = format!("0 -32 {} {}", flow_nodes::WIDTH, height + 36);
    view! {
        <svg class="flows__picture" viewBox=frame role="group" aria-label=words::flows(lang)>
            {heads.into_iter().collect_view()}
            {drawn}
            {sources.collect_view()}
            {targets.collect_view()}
        </svg>
    }
    .into_any()
}

/// The same as text: each recipient, the features that pass data on to it, and what these are about.
#[component]
fn Twin<'a>(context: &'a Context<'a>, layers: &'a Layers<'a>) -> AnyView {
    let lang = context.lang;
    let recipients = layers.recipients.iter().map(|one| {
        let uses = neighbours(&layers.uses, |entry| receives(one, entry));
        let features = uses.iter().map(|entry| {
            let place = ids::use_of_data(&entry.id);
            let topics = layers.topics.iter().filter(|topic| is_about(topic, entry));
            let topics: Vec<&str> = topics.map(|topic| topic.names.get(lang)).collect();
            let topics = topics.join(phrases::separator(lang));
            let topics = (!topics.is_empty()).then(|| words::changes_column(lang, &topics));
            let topics = topics.map(|topics| view! { {topics} {phrases::space(lang)} });
            view! {
                <li data-sets=sets::words_of(entry) data-same=place.clone()>
                    {topics}
                    <a href=format!("#{place}")>{entry.feature.get(lang).to_string()}</a>
                </li>
            }
        });
        let features = features.collect_view();
        let href = format!("#{}", ids::facet("recipient", &one.id));
        let name = one.names.get(lang).to_string();
        let node = view! {
            <dt><a href=href>{name}</a></dt>
            <dd><ul>{features}</ul></dd>
        };
        view! { <Receiver uses node=node.into_any()/> }
    });
    let recipients = recipients.collect_view();
    view! {
        <section class="flows__text">
            <h2>{words::flows_recipients(lang)}</h2>
            <dl>{recipients}</dl>
        </section>
    }
    .into_any()
}

/// A recipient as text: it is seen while one of its uses is.
#[component]
fn Receiver<'a>(uses: Vec<&'a Disclosure>, node: AnyView) -> AnyView {
    let (sets, same) = seen_with(&uses);
    view! { <div data-sets=sets data-same=same>{node}</div> }.into_any()
}

/// The uses that a node has a line to.
fn neighbours<'a>(
    uses: &[&'a Disclosure],
    is_neighbour: impl Fn(&Disclosure) -> bool,
) -> Vec<&'a Disclosure> {
    let uses = uses.iter().copied();
    uses.filter(|entry| is_neighbour(entry)).collect()
}

/// A node at which lines begin or end: it is seen while one of them is. Without scripts the style sheet hides it
/// where none of its uses is in a set; two sets at once need the app.
#[component]
fn End<'a>(uses: Vec<&'a Disclosure>, node: AnyView) -> AnyView {
    let (sets, same) = seen_with(&uses);
    view! { <g data-sets=sets data-same=same>{node}</g> }.into_any()
}

/// What hides a node with its uses: the sets that one of them is in, and where they are.
fn seen_with(uses: &[&Disclosure]) -> (String, String) {
    let places = uses.iter().map(|entry| ids::use_of_data(&entry.id));
    let places: Vec<String> = places.collect();
    (sets::words_of_any(uses), places.join(" "))
}

#[cfg(test)]
mod tests {
    use notice::Catalogue;

    use super::*;

    fn entry(id: &str, data: &str) -> String {
        format!(
            "[[disclosures]]\nid = \"{id}\"\nclause = \"c\"\nrecipients = [\"r\"]\ndata = [\"{data}\"]\n\
             feature = {{ zh = \"f\", en = \"f\" }}\npurpose = {{ zh = \"p\", en = \"p\" }}\n"
        )
    }

    #[test]
    fn a_node_stands_in_the_middle_of_what_it_is_connected_to() {
        let text = entry("one", "a") + &entry("two", "b") + &entry("three", "a");
        let catalogue = Catalogue::read(&text).expect("the test's catalogue reads");
        let uses: Vec<&Disclosure> = catalogue.disclosures.iter().collect();
        let of = |data: &str| barycentre(&uses, |entry| entry.data.contains(&data.to_string()));
        assert_eq!((of("a"), of("b"), of("c")), (1000, 1000, 0));
    }
}
