using System.Buffers;
using System.Text.Json;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Intake;

namespace LeadLifecycle.Server.Edges;

/// <summary>Answers of the writing routes.</summary>
internal static class Answers
{
    /// <summary>The outcome, or the problem its refusal is.</summary>
    public static IResult ToHttp(this Outcome outcome) => outcome.Kind == OutcomeKind.Refused
        ? Problems.Of(outcome.Code!, outcome.Detail!, outcome.Pointer, outcome.Allowed)
        : new JsonAnswer(json => OutcomeJson.Write(json, outcome), outcome.MadeTheLead && outcome.Version == 1 ? outcome.LeadId : null);

    /// <summary>One result per item, in order.</summary>
    public static IResult Batch(IReadOnlyList<(Outcome? Outcome, MalformedException? Fault)> results) => new JsonAnswer(
        json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("results");
            foreach (var (outcome, fault) in results)
            {
                if (outcome is not null) OutcomeJson.Write(json, outcome);
                else OutcomeJson.Write(json, fault!);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        },
        null);

    /// <summary>201 when a capture made the lead, else 200.</summary>
    public static IResult ToHttpCreated(this Outcome outcome) => outcome.ToHttp() is JsonAnswer { Made: not null } made ? made with { Created = true } : outcome.ToHttp();

    private sealed record JsonAnswer(Action<Utf8JsonWriter> Write, Guid? Made) : IResult
    {
        public bool Created { get; init; }

        public async Task ExecuteAsync(HttpContext http)
        {
            var buffer = new ArrayBufferWriter<byte>(512);
            await using (var json = new Utf8JsonWriter(buffer)) Write(json);
            if (Created)
            {
                http.Response.StatusCode = StatusCodes.Status201Created;
                http.Response.Headers.Location = $"/v1/leads/{Made}";
            }

            http.Response.ContentType = "application/json; charset=utf-8";
            http.Response.ContentLength = buffer.WrittenCount;
            await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
        }
    }
}
