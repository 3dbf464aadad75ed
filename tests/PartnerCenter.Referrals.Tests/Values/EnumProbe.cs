using System.Reflection;
using System.Text.Json;

namespace PartnerCenter.Referrals.Tests.Values;

/// <summary>Represents one extensible enum under test.</summary>
public abstract class EnumProbe
{
    public abstract Type Type { get; }

    /// <summary>Gets a known text, or an unknown one if the type has no member.</summary>
    public string Sample => Members().Values.Select(member => member.ToString()!).FirstOrDefault("Unheard");

    /// <summary>Gets the public members by their names in C#.</summary>
    public Dictionary<string, object> Members() => Type.GetProperties(BindingFlags.Static | BindingFlags.Public)
        .ToDictionary(property => property.Name, property => property.GetValue(null)!);

    /// <summary>Gets the members that the type lists for its base.</summary>
    public abstract object[] NamedMembers();

    public abstract object Create(string text);

    public abstract object Parse(string text);

    public abstract object Read(string text);

    public abstract string Write(object value);

    public abstract bool IsKnown(object value);

    public abstract void ChecksComparison(string text);

    public abstract void ChecksNulls();

    public abstract void ChecksParsing(string text);

    public abstract string RoundTripsAsKey(string text);

    public override string ToString() => Type.Name;
}

/// <inheritdoc/>
internal sealed class EnumProbe<T> : EnumProbe
    where T : ExtensibleEnum<T>, IExtensibleEnum<T>
{
    public override Type Type => typeof(T);

    public override object[] NamedMembers() => [.. T.Members];

    public override object Create(string text) => T.Create(text);

    public override object Parse(string text) => ExtensibleEnum<T>.Parse(text);

    public override object Read(string text) => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(text))!;

    public override string Write(object value) => JsonSerializer.Serialize((T)value);

    public override bool IsKnown(object value) => ((T)value).IsKnown;

    public override void ChecksComparison(string text)
    {
        T value = T.Create(text);
        string capitals = text.Any(char.IsLower) ? text.ToUpperInvariant() : text.ToLowerInvariant();
        T other = T.Create(capitals);

        Assert.Equal(capitals, other.Value);
        Assert.True(value == other);
        Assert.False(value != other);
        Assert.True(value.Equals(other));
        Assert.True(value.Equals((object)other));
        Assert.Equal(value.GetHashCode(), other.GetHashCode());
        Assert.True(value != T.Create(text + "x"));
        Assert.False(value == T.Create(text + "x"));
        Assert.False(value.Equals(T.Create(text + "x")));
        Assert.False(value.Equals((object)text));
    }

    public override void ChecksNulls()
    {
        T? nothing = null;
        T empty = T.Create("");

        Assert.True(nothing == null);
        Assert.False(nothing != null);
        Assert.False(empty == nothing);
        Assert.False(nothing == empty);
        Assert.True(empty != nothing);
        Assert.False(empty.Equals(nothing));
        Assert.False(empty.Equals((object?)null));
        Assert.Throws<ArgumentNullException>("value", () => T.Create(null!));
        Assert.Throws<ArgumentNullException>("text", () => ExtensibleEnum<T>.Parse(null!));
        Assert.False(ExtensibleEnum<T>.TryParse(null, out T? none));
        Assert.Null(none);
        Assert.Null(JsonSerializer.Deserialize<T>("null"));
    }

    public override void ChecksParsing(string text)
    {
        Assert.True(ExtensibleEnum<T>.TryParse(text, out T? tried));
        Assert.Equal(text, tried.Value);
        Assert.Equal(text, Generic<T>(text).Value);
        Assert.False(Tries<T>(null, out _));
        Assert.True(Tries(text, out T? triedGenerically));
        Assert.Equal(text, triedGenerically!.Value);
    }

    public override string RoundTripsAsKey(string text)
    {
        Dictionary<T, int> map = JsonSerializer.Deserialize<Dictionary<T, int>>($$"""{ {{JsonSerializer.Serialize(text)}}: 1 }""")!;
        Assert.Equal(1, map[T.Create(text.ToUpperInvariant())]);
        return JsonSerializer.Serialize(map);
    }

    private static TAny Generic<TAny>(string text) where TAny : IParsable<TAny> => TAny.Parse(text, null);

    private static bool Tries<TAny>(string? text, out TAny? value) where TAny : IParsable<TAny> => TAny.TryParse(text, null, out value);
}
