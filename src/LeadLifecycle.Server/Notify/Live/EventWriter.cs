using System.Buffers;
using System.Globalization;
using System.Text;

namespace LeadLifecycle.Server.Notify.Live;

/// <summary>Writes server-sent events. Whoever reads slowly is written to slowly: nothing is kept for it but what the connection holds.</summary>
internal sealed class EventWriter(HttpResponse response)
{
    /// <summary>How soon a client connects again, in milliseconds.</summary>
    private const int Retry = 2_000;

    /// <summary>Where it begins, too: whoever loses the connection before the first event resumes from there.</summary>
    public void Begin(long position) => Write($"retry: {Retry}\nid: {position}\n\n");

    public void Tell(Notification told)
    {
        Write($"id: {told.Position}\nevent: {told.Type}\ndata: ");
        response.BodyWriter.Write(told.Body.Span);
        Write("\n\n");
    }

    /// <summary>That the connection lives, and how far it is even when nothing was for this client.</summary>
    public void Beat(long position) => Write($": beat\nid: {position}\n\n");

    /// <exception cref="OperationCanceledException">The client has gone, or the host stops.</exception>
    public async Task Flush(CancellationToken ct) => await response.BodyWriter.FlushAsync(ct);

    private void Write(FormattableString text) => response.BodyWriter.Write(Encoding.UTF8.GetBytes(text.ToString(CultureInfo.InvariantCulture)));

    private void Write(string text) => response.BodyWriter.Write(Encoding.UTF8.GetBytes(text));
}
