using System.Text;
using System.Text.Json;

namespace LeadLifecycle.Benchmarks;

/// <summary>A lead's way from capture to won by six commands, each when the one before it is answered; raw, six rows, each in a transaction of its own.</summary>
internal sealed class LifecycleScenario : ILoad
{
    private static readonly (string Step, byte[] Body)[] Steps =
    [
        ("engage", "{}"u8.ToArray()),
        ("qualify", """{"score":80,"team":"north"}"""u8.ToArray()),
        ("accept", """{"owner":"u1"}"""u8.ToArray()),
        ("sales-qualify", """{"amount":"1200.50","currency":"EUR","expectedClose":"2027-01-01"}"""u8.ToArray()),
        ("win", """{"amount":"1200.50","currency":"EUR"}"""u8.ToArray()),
    ];

    public string Unit => "lifecycles";

    public int UnitsPerTurn => 1;

    public int EventsPerTurn => 1 + Steps.Length;

    public int EventsPerLead => EventsPerTurn;

    public long Repeated => 0;

    public Task Prepare(Sender sender) => Task.CompletedTask;

    public Func<Task> Worker(Sender sender)
    {
        var capture = sender.Address("/v1/leads");
        return async () =>
        {
            var answer = await sender.Ask(capture, Sender.Command, Encoding.UTF8.GetBytes($$"""{"subject":"{{Guid.NewGuid():N}}","source":"fair"}"""));
            using var captured = JsonDocument.Parse(answer);
            var lead = captured.RootElement.GetProperty("leadId").GetGuid();
            foreach (var (step, body) in Steps) await sender.Post(sender.Address($"/v1/leads/{lead}/{step}"), Sender.Command, body);
        };
    }

    public Func<Task> RawWorker(RawWriter writer, IReadOnlyList<EventRow> rows) => async () =>
    {
        var stream = Guid.NewGuid();
        for (var i = 0; i < rows.Count; i++) await writer.One(rows[i], stream, i + 1);
    };
}
