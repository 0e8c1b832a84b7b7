using System.Text.Json.Nodes;
using LeadLifecycle.Server.Tests.Agreements;

namespace LeadLifecycle.Server.Tests.Views.Handoffs;

/// <summary>
/// Seven leads around the clock, told as history relative to the hour at which they were: 4 h to accept, 8 h to respond,
/// 40 h to qualify. The contact with <c>proven</c> is told last, after everything else was known.
/// </summary>
public sealed class HandoffStory(PrivateDatabases databases) : IAsyncLifetime
{
    private readonly Dictionary<string, string> _names = [];
    private readonly List<JsonObject> _facts = [];

    public RunningServer Server { get; private set; } = null!;

    public string ConnectionString { get; private set; } = "";

    /// <summary>The instant all times of the story are reckoned from.</summary>
    public DateTimeOffset Hour { get; private set; }

    /// <summary>When everything was known but the proof.</summary>
    public string BeforeProof { get; private set; } = "";

    public long Last { get; private set; }

    public async ValueTask InitializeAsync()
    {
        ConnectionString = await databases.Create();
        Server = await RunningServer.Start(ConnectionString);
        await Server.Agree("calendars", Signing.AroundTheClock);
        await Server.Agree("sla", """{"targets":{"acceptance":"4h","first-response":"8h","sales-qualification":"40h"},"pauses":{"agreed-date":"24h"}}""");
        var now = DateTimeOffset.UtcNow;
        Hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
        Offered("running", -1, "fair", "north");
        Offered("at-risk", -3.5, "fair", "south");
        Offered("breached", -10, "web", "north");
        Offered("paused", -2, "web", null);
        Add("paused", "paused", -1, $$"""{"leg":"acceptance","reason":"agreed-date","actor":"eve","until":"{{At(1)}}"}""");
        Offered("met", -20, "fair", "north");
        Add("met", "sales-accepted", -18, """{"owner":"eve","team":"north"}""");
        Add("met", "contacted", -17, """{"actor":"eve"}""");
        Offered("late", -30, "web", "south");
        Add("late", "sales-accepted", -24, """{"owner":"bob","team":"south"}""");
        Offered("proven", -50, "fair", "south");
        Add("proven", "sales-accepted", -49, """{"owner":"bob","team":"south"}""");
        Add("proven", "sales-qualified", -40, "{}");
        await Tell();
        Add("proven", "contacted", -45, """{"actor":"bob"}""");
        Last = await Tell();
        var proof = (await Server.Get($"/v1/leads/{_names.Single(name => name.Value == "proven").Key}/history"))["events"]!.AsArray()[^1]!;
        BeforeProof = (string)proof["recordedAt"]!;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A page whose every member the whole story stands behind.</summary>
    public Task<JsonNode> Get(string path) => Server.Get($"{path}{(path.Contains('?') ? '&' : '?')}waitFor={Last}");

    /// <summary>Hours from the story's hour, as the wire has them.</summary>
    public string At(double hours) => Hour.AddHours(hours).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ");

    /// <summary>Rows in words: whose, which leg, and its state.</summary>
    public string[] Told(JsonNode page, string list) =>
        [.. page[list]!.AsArray().Select(row => $"{_names[(string)row!["leadId"]!]} {(string)row["leg"]!} {(string)row["state"]!}")];

    private void Offered(string lead, double hours, string source, string? team)
    {
        Add(lead, "captured", hours - 1, $$"""{"source":"{{source}}"}""");
        Add(lead, "marketing-qualified", hours, team is null ? "{}" : $$"""{"team":"{{team}}"}""");
    }

    private void Add(string lead, string type, double hours, string data) => _facts.Add(Wire.Fact(lead, type, At(hours), data));

    private async Task<long> Tell()
    {
        var reply = await Server.Say("/v1/events?backfill=true", $"[{string.Join(",", _facts.Select(fact => fact.ToJsonString()))}]", Wire.Many);
        reply.Status.ShouldBe(200, reply.Text);
        var results = reply.Json["results"]!.AsArray();
        results.ShouldAllBe(result => (string?)result!["outcome"] == "recorded");
        foreach (var (fact, result) in _facts.Zip(results)) _names[(string)result!["leadId"]!] = (string)fact["subject"]!;
        _facts.Clear();
        return results.Max(result => (long)result!["position"]!);
    }
}
