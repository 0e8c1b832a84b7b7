namespace LeadLifecycle.Server.Edges.Forms;

/// <summary>What becomes of a field that a form does not name.</summary>
internal enum UnknownFields
{
    Reject,
    Drop,
}

/// <summary>What an operator says of a form that visitors fill in. Everything a visitor may say is named here; nothing else is recorded.</summary>
internal sealed record FormDefinition
{
    /// <summary>What people call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Field of the form → member of the captured data, such as <c>contact.email</c>.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    public UnknownFields UnknownFields { get; init; }

    /// <summary>A field no person sees; whoever fills it in is thanked and not recorded. Null: there is none.</summary>
    public string? Honeypot { get; init; }

    /// <summary>Submissions one address may make per minute.</summary>
    public int PerMinute { get; init; } = 10;

    /// <summary>Pages that may submit from a browser; empty: none, only callers that are no browser.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Addresses a submission may ask to be sent on to.</summary>
    public IReadOnlyList<string> Redirects { get; init; } = [];

    /// <summary>Members of the captured data that are the same in every submission.</summary>
    public IReadOnlyDictionary<string, string> Constants { get; init; } = new Dictionary<string, string>();

    /// <summary>Half of the lead's key; null: the form's own. Forms that say the same one know the same leads.</summary>
    public string? Sender { get; init; }
}

/// <summary>A form as it is kept.</summary>
/// <param name="Id">Public, and the only way to the workspace; it cannot be guessed.</param>
internal sealed record Form(Guid Id, string Workspace, FormDefinition Definition, DateTimeOffset CreatedAt)
{
    /// <summary>Under this its submissions are told apart, whatever sender it names: no visitor can take another system's ids.</summary>
    public string Urn => $"urn:leadlifecycle:form:{Id:D}";

    public string Sender => Definition.Sender ?? Urn;
}
