using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

internal enum FieldKind
{
    Text,
    Choice,
    Number,
    Flag,
    Date,
    Anything,
    Object,
    List,
}

/// <summary>One member of the contract: its JSON name, what it may hold, and what stands there when nobody sent it.</summary>
internal sealed record Field(string Name, FieldKind Kind)
{
    /// <summary>The members of an object.</summary>
    public Shape? Shape { get; private init; }

    /// <summary>What a list holds.</summary>
    public Field? Item { get; private init; }

    /// <summary>The values of a closed set.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>Whether the client's value is ignored: R in column W of wire contract 3.</summary>
    public bool IsReadOnly { get; private init; }

    /// <summary>Whether the value stays what the create made it: C without U in column W.</summary>
    public bool IsCreateOnly { get; private init; }

    /// <summary>Whether the member is read, but stands in no answer (wire contract 10 #25).</summary>
    public bool IsWriteOnly { get; private init; }

    public bool IsRequired { get; private init; }

    /// <summary>Whether the member is left out, rather than written as null, when it was not sent.</summary>
    public bool IsOptional { get; private init; }

    /// <summary>Whether a number or flag is taken as a text too.</summary>
    public bool TakesText { get; private init; }

    private Func<JsonNode?> Default { get; init; } = () => null;

    public Field ReadOnlyMembers => this with { IsReadOnly = true };

    public Field Fixed => this with { IsCreateOnly = true };

    public Field WriteOnly => this with { IsWriteOnly = true };

    public Field Required => this with { IsRequired = true };

    public Field Optional => this with { IsOptional = true };

    public Field AlsoAsText => this with { TakesText = true };

    public static Field Text(string name, string? byDefault = null) => new(name, FieldKind.Text) { Default = () => byDefault };

    public static Field Choice(string name, IReadOnlyList<string> choices, string? byDefault = null) =>
        new(name, FieldKind.Choice) { Choices = choices, Default = () => byDefault };

    public static Field Number(string name) => new(name, FieldKind.Number);

    public static Field Flag(string name, bool? byDefault = null) => new(name, FieldKind.Flag) { Default = () => byDefault };

    public static Field Date(string name) => new(name, FieldKind.Date);

    public static Field Anything(string name) => new(name, FieldKind.Anything);

    public static Field Object(string name, Shape shape) =>
        new(name, FieldKind.Object) { Shape = shape, Default = () => shape.Read([], name) };

    public static Field List(string name, Shape items) => List(name, new Field("", FieldKind.Object) { Shape = items });

    public static Field List(string name, Field item) => new(name, FieldKind.List) { Item = item, Default = () => new JsonArray() };

    public JsonNode? Fill() => Default();
}
