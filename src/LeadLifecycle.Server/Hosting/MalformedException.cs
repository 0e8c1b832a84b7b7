namespace LeadLifecycle.Server.Hosting;

/// <summary>A request, or one item of a batch, that does not say what it must; the item alone is refused.</summary>
/// <param name="pointer">JSON pointer from the item's root to the member at fault.</param>
internal sealed class MalformedException(string code, string pointer, string detail) : Exception(detail)
{
    public MalformedException(string pointer, string detail)
        : this(Codes.EventMalformed, pointer, detail)
    {
    }

    public string Code { get; } = code;

    public string Pointer { get; } = pointer;
}
