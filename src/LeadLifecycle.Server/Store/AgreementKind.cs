using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeadLifecycle.Server.Store;

/// <summary>Something marketing and sales can agree on. Another kind is another class of this sort, registered with the services.</summary>
public abstract class AgreementKind
{
    /// <summary>As it stands in routes and events.</summary>
    public abstract string Name { get; }

    /// <summary>Reads what somebody proposes and writes it in the one form it is stored, shown and compared in.</summary>
    /// <param name="content">The request's member <c>content</c>.</param>
    public abstract JsonObject Canonical(JsonElement content);

    /// <summary>This kind's part of what is agreed, in canonical form.</summary>
    public abstract JsonObject Write(Agreed agreed);

    /// <summary>Reads a stored content once; what comes back puts it in force.</summary>
    public abstract Func<Agreed, Agreed> Read(int version, JsonElement content);
}
