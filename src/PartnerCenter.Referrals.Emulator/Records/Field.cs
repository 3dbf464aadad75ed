using System.Text.Json.Nodes;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>Describes one member of the contract: its JSON name, the values that it accepts, and its value when nothing was sent.</summary>
internal sealed record Field(string Name, FieldKind Kind)
{
    /// <summary>Gets the members of an object.</summary>
    public Schema? Schema { get; private init; }

    /// <summary>Gets the items of a list.</summary>
    public Field? Item { get; private init; }

    /// <summary>Gets the values of a closed set.</summary>
    public IReadOnlyList<string> Choices { get; private init; } = [];

    /// <summary>Gets whether the client's value is ignored (R in column W of wire contract 3).</summary>
    public bool IsReadOnly { get; private init; }

    /// <summary>Gets whether only a create can set the value (C without U in column W).</summary>
    public bool IsCreateOnly { get; private init; }

    /// <summary>Gets whether the member is accepted but never returned (wire contract 10 #25).</summary>
    public bool IsWriteOnly { get; private init; }

    public bool IsRequired { get; private init; }

    /// <summary>Gets whether the member is omitted, and not written as null, when it was not sent.</summary>
    public bool IsOptional { get; private init; }

    /// <summary>Gets whether a number or flag is also accepted as a string.</summary>
    public bool AllowsText { get; private init; }

    /// <summary>Gets whether a list may be sent as an empty object.</summary>
    public bool AllowsEmptyObject { get; private init; }

    private Func<JsonNode?> Default { get; init; } = () => null;

    public Field ReadOnly => this with { IsReadOnly = true };

    public Field CreateOnly => this with { IsCreateOnly = true };

    public Field WriteOnly => this with { IsWriteOnly = true };

    public Field Required => this with { IsRequired = true };

    public Field Optional => this with { IsOptional = true };

    public Field AllowEmptyObject => this with { AllowsEmptyObject = true };

    public Field AllowText => this with { AllowsText = true };

    public static Field Text(string name, string? defaultValue = null) => new(name, FieldKind.Text) { Default = () => defaultValue };

    public static Field Choice(string name, IReadOnlyList<string> choices, string? defaultValue = null) =>
        new(name, FieldKind.Choice) { Choices = choices, Default = () => defaultValue };

    public static Field Number(string name) => new(name, FieldKind.Number);

    public static Field Flag(string name, bool? defaultValue = null) => new(name, FieldKind.Flag) { Default = () => defaultValue };

    public static Field Date(string name) => new(name, FieldKind.Date);

    public static Field Any(string name) => new(name, FieldKind.Any);

    public static Field Object(string name, Schema shape) =>
        new(name, FieldKind.Object) { Schema = shape, Default = () => shape.Read([], name) };

    public static Field List(string name, Schema items) => List(name, new Field("", FieldKind.Object) { Schema = items });

    public static Field List(string name, Field item) => new(name, FieldKind.List) { Item = item, Default = () => new JsonArray() };

    public JsonNode? CreateDefault() => Default();
}
