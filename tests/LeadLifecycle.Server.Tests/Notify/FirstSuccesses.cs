using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace LeadLifecycle.Server.Tests.Notify;

/// <summary>One message an endpoint took, by what it tells of.</summary>
internal sealed record Took(string Path, string Id, string EventId, string LeadId, long Version);

/// <summary>Two endpoints of one receiver, <c>/sound</c> and <c>/failing</c>, that keep what they took. The failing one answers 500 to a tenth of its messages, to each once.</summary>
internal sealed class FirstSuccesses
{
    public static readonly string[] Paths = ["/sound", "/failing"];

    private readonly ConcurrentDictionary<string, bool> _failed = new();
    private readonly ConcurrentDictionary<(string Path, string EventId), bool> _known = new();
    private readonly ConcurrentDictionary<string, int> _counts = new(Paths.ToDictionary(path => path, _ => 0));
    private readonly ConcurrentQueue<Took> _first = new();
    private readonly ConcurrentQueue<Took> _again = new();

    /// <summary>The first success of each event at each endpoint, in the order they came.</summary>
    public IReadOnlyCollection<Took> First => _first;

    /// <summary>Told again although it was taken: the price of at least once.</summary>
    public IReadOnlyCollection<Took> Again => _again;

    public int Failed => _failed.Count;

    /// <summary>At the endpoint that is further behind.</summary>
    public int Told => _counts.Values.Min();

    public async Task Answer(HttpContext http, Got got)
    {
        var fails = got.Path == "/failing" && Convert.ToInt32(got.Id[^4..], 16) % 10 == 0 && _failed.TryAdd(got.Id, true);
        if (!fails) Take(new Took(got.Path, got.Id, (string)got.Data["eventId"]!, (string)got.Data["leadId"]!, (long)got.Data["version"]!));
        http.Response.StatusCode = fails ? 500 : 200;
        await http.Response.WriteAsync("said");
    }

    private void Take(Took took)
    {
        if (!_known.TryAdd((took.Path, took.EventId), true))
        {
            _again.Enqueue(took);
            return;
        }

        _first.Enqueue(took);
        _counts.AddOrUpdate(took.Path, 1, (_, count) => count + 1);
    }
}
