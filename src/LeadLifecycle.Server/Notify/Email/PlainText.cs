using System.Text;

namespace LeadLifecycle.Server.Notify.Email;

/// <summary>Notes as plain text.</summary>
internal static class PlainText
{
    public static string Of(IReadOnlyList<Note> notes)
    {
        var text = new StringBuilder();
        foreach (var note in notes)
        {
            if (text.Length > 0) text.Append("\r\n");
            text.Append(note.Title).Append("\r\n");
            foreach (var (name, value) in note.Details) text.Append($"  {name}: {value}\r\n");
        }

        return text.ToString();
    }
}
