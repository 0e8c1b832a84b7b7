using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Audit;

/// <summary>What OpenAPI says of the audit's routes.</summary>
internal static class AuditDescription
{
    public static void Key(Described route) => route.Answers(200, "One line.", "text/plain", Text()).Problems(Codes.QueryInvalid);

    public static void Checkpoint(Described route) => route.Answers(200, "The note.", "text/plain", Text()).Problems(Codes.QueryInvalid, Codes.NoCheckpoint);

    public static void Checkpoints(Described route, int largestLimit) => route
        .Query("after", Whole("A size, exclusive.")).Query("limit", Whole($"{largestLimit} when absent.", 1, largestLimit))
        .Answers(200, "In order of size.", Object(("checkpoints", List(Object(("size", Whole("Leaves.")), ("madeAt", Instant()), ("note", Text("The signed note.")))))))
        .Problems(Codes.QueryInvalid);

    public static void InclusionProof(Described route) => route
        .Query("event", Id("The stored event's id, as outcomes and histories give it.")).Query("size", Whole("Of the tree; the latest checkpoint's when absent.", 1))
        .Answers(200, "The proof.", Object(("event", Id()), ("index", Whole("Of the leaf.")), ("size", Whole("Of the tree.", 1)), ("leaf", Hash("Of the event's canonical bytes.")), ("proof", List(Hash())), ("root", Hash())))
        .Problems(Codes.QueryInvalid, Codes.EventUnknown, Codes.NoCheckpoint, Codes.NotYetProven);

    public static void ConsistencyProof(Described route) => route
        .Query("from", Whole("The earlier size; 0 when absent.")).Query("to", Whole("The later size; the log's when absent."))
        .Answers(200, "The proof.", Object(("from", Whole()), ("to", Whole()), ("proof", List(Hash())), ("fromRoot", Hash()), ("toRoot", Hash())))
        .Problems(Codes.QueryInvalid);

    public static void LeadBundle(Described route) => File(route.Path("id", Id("The lead's id."))).Problems(Codes.QueryInvalid, Codes.LeadUnknown, Codes.NoCheckpoint);

    public static void TimeBundle(Described route) => File(route.Query("from", Instant("Needed; inclusive.")).Query("to", Instant("Needed; exclusive."))).Problems(Codes.QueryInvalid, Codes.NoCheckpoint);

    public static void Log(Described route) => route.Answers(200, "A head, leaves with their events and checkpoints between them, an end.", "application/jsonl", Text()).Problems(Codes.QueryInvalid);

    private static Described File(Described route) => route.Answers(200, "The bundle.", Object(
        ("format", Choice([Bundle.Format])), ("workspace", Text()), ("lead?", Id("When it is one lead's.")), ("key", Text("name+keyid+base64")), ("checkpoint", Text("The signed note the proofs lead to.")),
        ("events", List(route.Named("ProvenEvent", ProvenEvent))), ("definitions", List(route.Named("ProvenEvent", ProvenEvent), "The agreements, all their versions.")),
        ("notYetProven", Whole("Events newer than the checkpoint, which are left out."))));

    private static OpenApiSchema ProvenEvent() => Object(("index", Whole("Of the leaf.")), ("event", Map(new OpenApiSchema(), "Every column the leaf is made of.")), ("proof", List(Hash())));

    private static OpenApiSchema Hash(string? description = null)
    {
        var hash = Text(description ?? "SHA-256.");
        hash.Format = "byte";
        return hash;
    }
}
