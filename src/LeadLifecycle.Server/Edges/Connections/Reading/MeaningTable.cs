using LeadLifecycle.Server.Hosting;

namespace LeadLifecycle.Server.Edges.Connections.Reading;

/// <summary>What a vendor's words mean, such as the values of a status: the vendor's defaults, with what a connection says in their place.</summary>
internal sealed class MeaningTable(IReadOnlyDictionary<string, IReadOnlyList<Meaning>> words)
{
    public MeaningTable(params IEnumerable<(string Word, string? Fact)> defaults)
        : this(defaults.ToDictionary(row => row.Word, row => row.Fact is null ? (IReadOnlyList<Meaning>)[] : [new Meaning(row.Fact)], StringComparer.Ordinal))
    {
    }

    public bool IsEmpty => words.Count == 0;

    /// <summary>The facts a word stands for, none included; null when nobody says. Case matters.</summary>
    public IReadOnlyList<Meaning>? Of(string word) => words.GetValueOrDefault(word);

    /// <exception cref="MalformedException">The member is no table from words to facts.</exception>
    public MeaningTable With(Members mapping, string name)
    {
        if (mapping.Object(name) is not { } table) return this;
        var all = new Dictionary<string, IReadOnlyList<Meaning>>(words, StringComparer.Ordinal);
        foreach (var word in table.Names) all[word] = Meaning.ReadAll(table.Raw(word), table.PointerTo(word));
        return new MeaningTable(all);
    }
}
