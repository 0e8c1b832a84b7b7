using System.Text;

namespace LeadLifecycle.Benchmarks;

/// <summary>
/// Leads that came over two years and went as far as leads go: of a hundred, 60 engage, 40 qualify, 25 are accepted, 15 sales-qualify and 6 are won;
/// some of the others are lost or recycled. The number of a lead decides all of it, so that every run has the same.
/// </summary>
internal static class Stories
{
    private const int LeadsPerRequest = 200;
    private const int Connections = 8;
    private static readonly string[] Sources = ["fair", "web", "paid", "partner", "referral", "webinar", "list", "phone"];
    private static readonly string[] Teams = ["emea", "apac", "north", "south", "inbound"];
    private static readonly string[] Reasons = ["price", "timing", "no-answer", "duplicate"];
    private static readonly DateTimeOffset First = new(2024, 1, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Span = TimeSpan.FromDays(730);

    /// <summary>Tells the stories of the leads from … to, exclusive, as history told afterwards.</summary>
    public static async Task Tell(Sender sender, int from, int to)
    {
        var address = sender.Address("/v1/events?backfill=true");
        await Parallel.ForEachAsync(
            Enumerable.Range(from, to - from).Chunk(LeadsPerRequest), new ParallelOptions { MaxDegreeOfParallelism = Connections },
            async (leads, _) => await sender.Post(address, Sender.Many, Encoding.UTF8.GetBytes($"[{string.Join(',', leads.SelectMany(Facts))}]")));
    }

    private static IEnumerable<string> Facts(int lead)
    {
        var random = new Random(lead);
        var (at, luck, step) = (First + (Span * random.NextDouble()), random.Next(100), 0);
        yield return Fact("captured", $$"""{"source":"{{Of(Sources)}}","channel":"{{Of(Sources)}}","campaign":"campaign-{{random.Next(40)}}","company":{"name":"Company {{random.Next(50_000)}}","country":"DE"} }""");
        if (luck < 60) yield return Fact("engaged", "{}");
        if (luck < 40) yield return Fact("marketing-qualified", $$"""{"team":"{{Of(Teams)}}","score":{{random.Next(100)}}}""");
        if (luck < 25) yield return Fact("sales-accepted", $$"""{"owner":"owner-{{random.Next(50)}}"}""");
        if (luck < 15) yield return Fact("sales-qualified", """{"amount":"1200.50","currency":"EUR"}""");
        if (luck < 6) yield return Fact("won", """{"amount":"1200.50","currency":"EUR"}""");
        else if (luck is < 12 or >= 90) yield return Fact("lost", $$"""{"reason":"{{Of(Reasons)}}"}""");
        else if (luck is < 18 or >= 85) yield return Fact("recycled", $$"""{"reason":"{{Of(Reasons)}}"}""");

        string Of(string[] names) => names[random.Next(names.Length)];

        string Fact(string type, string data)
        {
            at += TimeSpan.FromMinutes(random.Next(1, 4_000));
            return $$"""{"specversion":"1.0","id":"{{lead}}-{{step++}}","source":"urn:benchmark","subject":"story/{{lead}}","type":"lead.{{type}}","time":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","data":{{data}} }""";
        }
    }
}
