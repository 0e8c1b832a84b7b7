using LeadLifecycle.Server.Hosting;
using Microsoft.OpenApi;
using static LeadLifecycle.Server.Hosting.Shape;

namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>What OpenAPI says of forms.</summary>
internal static class FormsDescription
{
    private static readonly string[] Body = [Codes.QueryInvalid, Codes.EventMalformed, Codes.EventTooLarge, Codes.MediaTypeUnsupported];

    public static void Create(Described route) => route.Problems(Body).Body("application/json", Asked(required: true)).Answers(201, "Location names it.", Form(route));

    public static void List(Described route) => route.Problems(Codes.QueryInvalid).Answers(200, "In the order in which they were made.", Object(("forms", Shape.List(Form(route)))));

    public static void One(Described route) => Named(route).Problems(Codes.QueryInvalid, Codes.FormUnknown).Answers(200, "The form.", Form(route));

    public static void Change(Described route) => Named(route).Problems([.. Body, Codes.FormUnknown]).Body("application/json", Asked(required: false)).Answers(200, "As it is now.", Form(route));

    public static void Delete(Described route) => Named(route).Problems(Codes.QueryInvalid, Codes.FormUnknown)
        .Answers(200, "It is gone.", Object(("id", Id()), ("state", Choice(["deleted"]))));

    public static void Submit(Described route)
    {
        route.Path("form", Id("The form's id."));
        foreach (var mediaType in Submitted.MediaTypes) route.Body(mediaType, Fields());
        route.Problems([.. Body, Codes.FormUnknown, Codes.OriginRefused, Codes.TooManyRequests, Codes.IdReused, Codes.LeadCorrupt, Codes.IntakeOverloaded, Codes.OutcomeUnknown])
            .Answers(202, "It was taken; whether the lead was known is not said.", Object(("accepted", Flag()), ("receipt", Id("The same for the same _submission."))));
    }

    private static Described Named(Described route) => route.Path("id", Id("The form's id."));

    private static OpenApiSchema Fields()
    {
        var fields = Object(
            ($"{Submitted.Id}?", Field("An id the page made for this submission: sent again it is the same submission.")), ($"{Submitted.Redirect}?", Field("One of the form's redirects; answered with 303 to it.")));
        fields.AdditionalProperties = Field("A field of the form.");
        return fields;
    }

    /// <summary>As long as a whole submission may be; blanks around a value do not count against what its member takes.</summary>
    private static OpenApiSchema Field(string description) => Text(description).UpTo(Submitted.Largest);

    private static OpenApiSchema Asked(bool required) => Object(
        (required ? "name" : "name?", Text("What people call it.")), (required ? "fields" : "fields?", FieldMap()), ("unknownFields?", Unknown()), ("honeypot?", Honeypot()), ("perMinute?", PerMinute()),
        ("origins?", Origins()), ("redirects?", Redirects()), ("constants?", Constants()), ("sender?", Text("Half of the lead's key; absent: the form's own. Forms that say the same one know the same leads.").OrNull()));

    private static IOpenApiSchema Form(Described route) => route.Named("Form", () => Object(
        ("id", Id()), ("address", Text("Where submissions go.")), ("name", Text()), ("fields", FieldMap()), ("unknownFields", Unknown()), ("honeypot", Honeypot()), ("perMinute", PerMinute()),
        ("origins", Origins()), ("redirects", Redirects()), ("constants", Constants()), ("sender", Text()), ("createdAt", Instant())));

    private static OpenApiSchema FieldMap() => Map(
        Text($"{string.Join(", ", FormMembers.Known)}, or a word of letters that goes to the vault."),
        $"Field of the form → member of the captured data. One of {string.Join(", ", FormMembers.Contact)} is required; names that begin with _ are the service's.");

    private static OpenApiSchema Unknown() => Choice(["reject", "drop"], "What becomes of a field the form does not name: the submission is refused, or the field is left out.", "reject");

    private static OpenApiSchema Honeypot() => Text("A field hidden from people: a submission that fills it in is answered like any other and not recorded.").OrNull();

    private static OpenApiSchema PerMinute() => Whole("Submissions one address (of IPv6 one /64) may make per minute, on each node; 10 when absent.", 1, FormReader.MostPerMinute);

    private static OpenApiSchema Origins() => Shape.List(Text(), "Pages that may submit from a browser, such as https://www.example.com; a request from another origin is refused.", FormReader.MostAddresses);

    private static OpenApiSchema Redirects() => Shape.List(Text(), $"Where a submission may ask to be sent on to, by {Submitted.Redirect}.", FormReader.MostAddresses);

    private static OpenApiSchema Constants() => Map(Text(), $"The same in every submission: {string.Join(", ", FormMembers.Constant)}.");
}
