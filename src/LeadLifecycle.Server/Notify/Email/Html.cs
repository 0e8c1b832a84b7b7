using System.Text;
using System.Text.Encodings.Web;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>Notes as HTML without styles, links, images or scripts; every word of it is encoded.</summary>
internal static class Html
{
    public static string Of(IReadOnlyList<Note> notes)
    {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Notifications</title></head><body>");
        foreach (var note in notes)
        {
            html.Append($"<h3>{Encoded(note.Title)}</h3><table>");
            foreach (var (name, value) in note.Details) html.Append($"<tr><th align=\"left\">{Encoded(name)}</th><td>{Encoded(value)}</td></tr>");
            html.Append("</table>");
        }

        return html.Append("</body></html>").ToString();
    }

    private static string Encoded(string text) => HtmlEncoder.Default.Encode(text);
}
