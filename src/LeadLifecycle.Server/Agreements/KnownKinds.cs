using LeadLifecycle.Server.Hosting;
using LeadLifecycle.Server.Store;

namespace LeadLifecycle.Server.Agreements;

internal static class KnownKinds
{
    /// <exception cref="ProblemException"><c>agreement.kind-unknown</c>.</exception>
    public static AgreementKind Named(this AgreementStreams streams, string name) => streams.Kinds.FirstOrDefault(kind => kind.Name == name)
        ?? throw new ProblemException(Codes.AgreementKindUnknown, $"'{name}' is nothing to agree on; there are {string.Join(", ", streams.Kinds.Select(kind => kind.Name))}.");
}
