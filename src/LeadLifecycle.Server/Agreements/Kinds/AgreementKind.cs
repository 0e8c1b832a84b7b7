using System.Text.Json;
using System.Text.Json.Nodes;
using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Agreements.Kinds;

/// <summary>A kind whose content is one part of what is agreed: a reader, a writer back, and where it stands.</summary>
internal abstract class AgreementKind<T> : AgreementKind
{
    public sealed override JsonObject Canonical(JsonElement content) => Write(ReadStrictly(content));

    public sealed override JsonObject Write(Agreed agreed) => Write(PartOf(agreed));

    public sealed override Func<Agreed, Agreed> Read(int version, JsonElement content)
    {
        var part = ReadStrictly(content);
        return agreed => Put(agreed, part, version);
    }

    /// <exception cref="MalformedException">A member is missing or is not what it must be; the pointer names it.</exception>
    protected abstract T Read(Members content);

    protected abstract JsonObject Write(T part);

    protected abstract T PartOf(Agreed agreed);

    protected abstract Agreed Put(Agreed agreed, T part, int version);

    private T ReadStrictly(JsonElement content)
    {
        var members = new Members(content, "/content");
        var part = Read(members);
        members.Done();
        return part;
    }
}
