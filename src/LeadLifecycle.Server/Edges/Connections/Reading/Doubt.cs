using System.Text.Json;
using LeadLifecycle.Server.Edges.Connections.Generic;

namespace LeadLifecycle.Server.Edges.Connections.Reading;

/// <summary>Why a part waits in quarantine: the codes the vendors' mappings have beside those of every mapping. A code never changes its meaning.</summary>
internal static class Doubt
{
    private const int LongestWord = 64;

    public static Item Unsound(string pointer, string fault) => new Item.Unclear(pointer, "mapping.part-unsound", $"This part {fault}.");

    public static Item Shape(string pointer, string detail) => new Item.Unclear(pointer, "mapping.shape-unknown", detail);

    public static Item Type(string pointer, string type) => new Item.Unclear(pointer, "mapping.type-unknown", $"'{Short(type)}' is no type of delivery known here.");

    public static Item Missing(string pointer, string member) => new Item.Unclear(pointer, "mapping.member-missing", $"'{member}' is needed and not there.");

    /// <param name="at">In which the member should be a time.</param>
    public static Item Time(string pointer, JsonElement at, string member) => at.Has(member)
        ? new Item.Unclear(pointer, MappingCodes.TimeUnreadable, $"'{member}' is no time.")
        : new Item.Unclear(pointer, MappingCodes.TimeMissing, $"'{member}' is needed: when it happened.");

    /// <summary>A word of the vendor's, such as a stage, of which the connection does not say what it means.</summary>
    public static Item Word(string pointer, string member, string word) =>
        new Item.Unclear(pointer, MappingCodes.ValueUnknown, $"The mapping does not say what '{Short(word)}' means as '{member}'.");

    public static Item Deletion(string pointer, string detail) => new Item.Unclear(pointer, "mapping.deletion", detail);

    public static Item Merge(string pointer, string detail) => new Item.Unclear(pointer, "mapping.merge", detail);

    /// <summary>The vendor says that something changed and not what.</summary>
    public static Item Gap(string pointer, string detail) => new Item.Unclear(pointer, "mapping.gap", detail);

    /// <summary>It matters to a lead, and nothing in it says to which.</summary>
    public static Item Lead(string pointer, string detail) => new Item.Unclear(pointer, MappingCodes.SubjectMissing, detail);

    private static string Short(string word) => word.Length <= LongestWord ? word : word[..(char.IsHighSurrogate(word[LongestWord - 1]) ? LongestWord - 1 : LongestWord)] + "…";
}
