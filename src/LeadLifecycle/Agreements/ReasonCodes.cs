namespace LeadLifecycle;

/// <summary>
/// The reasons a lead can be lost or recycled for: codes in categories, each category also a code. A reason nobody can
/// count is a reason nobody acts on, so an unknown one is refused.
/// </summary>
public sealed class ReasonCodes
{
    /// <summary>The categories a fresh workspace starts with.</summary>
    public static readonly ReasonCodes Default = new(new Dictionary<string, IReadOnlyList<string>>
    {
        ["competitor"] = [],
        ["timing"] = [],
        ["price"] = [],
        ["no-need"] = [],
        ["not-a-fit"] = [],
        ["unreachable"] = [],
        ["duplicate"] = [],
        ["other"] = [],
    });

    private readonly Dictionary<string, string> _categoryByCode;

    /// <param name="codesByCategory">The codes under each category; a code stands in one category only.</param>
    /// <exception cref="ArgumentException">A code stands twice.</exception>
    public ReasonCodes(IReadOnlyDictionary<string, IReadOnlyList<string>> codesByCategory)
    {
        _categoryByCode = codesByCategory
            .SelectMany(category => category.Value.Prepend(category.Key).Select(code => (code, category: category.Key)))
            .ToDictionary(pair => pair.code, pair => pair.category, StringComparer.Ordinal);
        Codes = [.. _categoryByCode.Keys];
    }

    public IReadOnlyList<string> Codes { get; }

    public bool Contains(string code) => _categoryByCode.ContainsKey(code);

    public string CategoryOf(string code) => _categoryByCode[code];
}
