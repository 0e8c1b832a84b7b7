using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>An event the server said it has, and that is to be told of.</summary>
internal sealed record Acknowledged(string LeadId, long Version);

/// <summary>Writes handoffs over HTTP. What was not answered is asked again under the same id, until the server says it has it.</summary>
/// <param name="server">Whichever is alive; it may be killed at any moment.</param>
/// <param name="goOn">Waits while the receivers are too far behind, so that writing and telling go on side by side.</param>
internal sealed class HandoffWriter(Func<HttpClient> server, Func<Task> goOn)
{
    private const int Writers = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly ConcurrentQueue<Acknowledged> _acknowledged = new();
    private int _askedAgain;

    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    /// <summary>Requests that had no answer, or one that left the outcome open.</summary>
    public int AskedAgain => _askedAgain;

    /// <summary>Every tenth lead is accepted and qualified by sales too, so that it has several notifications in an order.</summary>
    public Task Write(int handoffs) => Parallel.ForAsync(0, handoffs, new ParallelOptions { MaxDegreeOfParallelism = Writers }, async (i, _) =>
    {
        await goOn();
        var subject = "killed/" + Wire.NewId();
        await Say(Now(subject, "captured", """{"source":"fair"}"""));
        _acknowledged.Enqueue(await Say(Now(subject, "marketing-qualified", """{"team":"t"}""")));
        if (i % 10 != 0) return;
        _acknowledged.Enqueue(await Say(Now(subject, "sales-accepted", """{"owner":"u1","team":"t"}""")));
        _acknowledged.Enqueue(await Say(Now(subject, "sales-qualified", """{"amount":"10","currency":"EUR"}""")));
    });

    private static JsonObject Now(string subject, string type, string data) => Wire.Fact(subject, type, DateTime.UtcNow.ToString("O"), data);

    private async Task<Acknowledged> Say(JsonObject fact)
    {
        var text = fact.ToJsonString();
        Acknowledged? said = null;
        await Until.Holds(async () => (said = await Try(text)) is not null, () => $"nobody took {text}", Patience);
        return said!;
    }

    /// <summary>Null when the outcome is unknown.</summary>
    private async Task<Acknowledged?> Try(string fact)
    {
        try
        {
            using var content = new StringContent(fact, Encoding.UTF8, new MediaTypeHeaderValue(Wire.One));
            using var response = await server().PostAsync("/v1/events", content);
            var text = await response.Content.ReadAsStringAsync();
            if (response.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
                var outcome = JsonNode.Parse(text)!;
                ((string?)outcome["outcome"]).ShouldBeOneOf("recorded", "duplicate");
                return new Acknowledged((string)outcome["leadId"]!, (long)outcome["version"]!);
            }
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            // The server was killed with the request under way, or is not up again yet.
        }

        Interlocked.Increment(ref _askedAgain);
        return null;
    }
}
