using System.Text.Json.Nodes;
using LeadLifecycle.Server.Notify.Channels;
using LeadLifecycle.Server.Notify.Digests;
using MimeKit;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>A message as a mail: text and its HTML alternative, nothing to load from elsewhere, no more than the message's body says.</summary>
internal static class HandoffMail
{
    /// <param name="now">When it is written, UTC.</param>
    public static MimeMessage Write(Message message, MailboxAddress from, IReadOnlyList<string> to, DateTimeOffset now)
    {
        var notes = Notes(JsonNode.Parse(message.Body.Span)!.AsObject());
        var mail = new MimeMessage([from], to.Select(MailboxAddress.Parse), SubjectOf(notes), new BodyBuilder { TextBody = PlainText.Of(notes), HtmlBody = Html.Of(notes) }.ToMessageBody())
        {
            Date = now,
            // The same over all attempts: whoever gets it twice keeps it once.
            MessageId = $"{message.Id}@{from.Domain}",
        };
        mail.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return mail;
    }

    private static Note[] Notes(JsonObject body) => (string?)body["type"] == DigestLetter.Type
        ? [.. body["data"]!["messages"]!.AsArray().Select(one => Note.Of(one!.AsObject()))]
        : [Note.Of(body)];

    private static string SubjectOf(Note[] notes) => notes switch
    {
        [var note] => note.Team is { } team ? $"{note.Title}: {team}" : note.Title,
        _ => $"{notes.Length} notifications: {string.Join(", ", notes.GroupBy(note => note.Title).Select(same => $"{same.Count()} × {same.Key}"))}",
    };
}
