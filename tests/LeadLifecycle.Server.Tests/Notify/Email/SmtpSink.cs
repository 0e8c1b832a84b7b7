using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace LeadLifecycle.Server.Tests.Notify.Email;

/// <summary>What a mail server took: the envelope and the mail.</summary>
internal sealed record Taken(string From, IReadOnlyList<string> To, MimeMessage Mail)
{
    public string Text => Mail.TextBody!;

    public string Html => Mail.HtmlBody!;
}

/// <summary>A mail server on loopback that keeps what it takes, and refuses or hangs up as it is told.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    public const string HangUp = "";
    private readonly ConcurrentQueue<Taken> _taken = new();
    private TcpListener _listener = new(IPAddress.Loopback, 0);

    public SmtpSink()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Accept(_listener);
    }

    public int Port { get; }

    /// <summary>What it answers to a line instead of the usual; null leaves it the usual. Asked with "." after a mail's last line.</summary>
    public Func<string, string?> Answer { get; set; } = _ => null;

    internal IReadOnlyList<Taken> All => [.. _taken];

    /// <summary>What was taken for an address, once so many are there.</summary>
    internal async Task<Taken[]> For(string address, int count)
    {
        Taken[] Now() => [.. _taken.Where(taken => taken.To.Contains(address))];
        await Until.Holds(() => Now().Length >= count, () => $"{address} got {Now().Length} of {count}", TimeSpan.FromSeconds(30));
        return Now();
    }

    /// <summary>Connections are refused from now on.</summary>
    public void GoAway() => _listener.Stop();

    public void ComeBack()
    {
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _ = Accept(_listener);
    }

    public ValueTask DisposeAsync()
    {
        _listener.Stop();
        return ValueTask.CompletedTask;
    }

    private async Task Accept(TcpListener listener)
    {
        try
        {
            while (true) _ = Serve(await listener.AcceptTcpClientAsync());
        }
        catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // It has gone away.
        }
    }

    private async Task Serve(TcpClient client)
    {
        using (client)
        {
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            try
            {
                await Talk(reader, stream);
            }
            catch (IOException)
            {
                // The client hung up.
            }
        }
    }

    private async Task Talk(StreamReader reader, NetworkStream stream)
    {
        await Say(stream, "220 sink");
        var (from, to) = ("", new List<string>());
        while (await reader.ReadLineAsync() is { } line)
        {
            var mail = line == "DATA" && Answer(line) is null ? await Data(reader, stream) : null;
            var reply = Answer(mail is null ? line : ".") ?? Usual(line);
            if (reply == HangUp) return;
            var taken = reply[0] == '2';
            if (line.StartsWith("MAIL FROM:", StringComparison.Ordinal)) (from, to) = (AddressIn(line), []);
            if (taken && line.StartsWith("RCPT TO:", StringComparison.Ordinal)) to.Add(AddressIn(line));
            if (taken && mail is not null) _taken.Enqueue(new Taken(from, [.. to], mail));
            await Say(stream, reply);
            if (line == "QUIT") return;
        }
    }

    private static async Task<MimeMessage> Data(StreamReader reader, NetworkStream stream)
    {
        await Say(stream, "354 go on");
        var text = new StringBuilder();
        while (await reader.ReadLineAsync() is { } line && line != ".") text.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
        return await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())));
    }

    private static string Usual(string line) => line switch
    {
        "QUIT" => "221 bye",
        _ when line.StartsWith("EHLO", StringComparison.Ordinal) => "250-sink\r\n250 8BITMIME",
        _ => "250 ok",
    };

    private static string AddressIn(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];

    private static async Task Say(NetworkStream stream, string reply) => await stream.WriteAsync(Encoding.Latin1.GetBytes(reply + "\r\n"));
}
