using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.OData.Query;
using Microsoft.OData;
using Microsoft.OData.Edm;
using Microsoft.OData.ModelBuilder;
using Microsoft.OData.UriParser;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Evaluates <c>$filter</c> over <see cref="ReferralFields"/> (wire contract 2.3), parsed by Microsoft.AspNetCore.OData. String equality is
/// case-sensitive, even for closed sets such as <c>status</c>. OData specifies this; that the service does the same is inferred. Strings
/// are compared by code units, so that every machine gives the same result. What could take long is refused.
/// </summary>
internal static partial class ReferralFilter
{
    private const int MaxCachedConditions = 256;

    /// <summary>Specifies the text that marks a refusal about which nothing is known.</summary>
    public const string OwnReading =
        "This is the emulator's own reading, because nothing is known about the service here; its option FilterByAnyField allows more.";

    private static readonly Lazy<IEdmModel> Model = new(BuildModel);

    // Every page of a list needs the condition again, and parsing it takes longer than creating a page.
    private static readonly ConcurrentDictionary<(string Text, bool ByAnyField), Func<StoredReferral, bool>> Conditions = new();

    /// <summary>
    /// Returns the condition that a filter's text expresses. It is one over <see cref="ReferralFields"/>, or over all members of a record
    /// (<see cref="AnyFieldFilter"/>).
    /// </summary>
    /// <exception cref="ApiException">The text cannot be read, or it uses a member or operator that is not supported.</exception>
    public static Func<StoredReferral, bool> Read(string text, bool byAnyField)
    {
        if (Conditions.TryGetValue((text, byAnyField), out Func<StoredReferral, bool>? known))
        {
            return known;
        }

        Func<StoredReferral, bool> condition = Parse(text, byAnyField);
        if (Conditions.Count >= MaxCachedConditions)
        {
            Conditions.Clear();
        }

        Conditions[(text, byAnyField)] = condition;
        return condition;
    }

    private static Func<StoredReferral, bool> Parse(string text, bool byAnyField)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Invalid("it is empty");
        }

        string readable = FilterNormalizer.Prepare(text, allowCapitals: byAnyField);
        try
        {
            return Guard(byAnyField ? AnyFieldFilter.Compile(readable) : Compile(readable));
        }
        catch (ODataException unreadable)
        {
            throw Invalid(Describe(unreadable.Message, byAnyField));
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            // The library throws exceptions of any type for what its parser accepts and it cannot translate, such as `null`.
            throw Invalid("it uses something that is not supported");
        }
    }

    private static Func<StoredReferral, bool> Compile(string readable)
    {
        var context = new ODataQueryContext(Model.Value, typeof(ReferralFields), path: null);
        IEdmEntitySet referrals = Model.Value.EntityContainer.FindEntitySet("referrals");
        var options = new Dictionary<string, string> { ["$filter"] = readable };
        var parser = new ODataQueryOptionParser(Model.Value, referrals.EntityType, referrals, options);
        var filter = new FilterQueryOption(readable, context, parser);
        IQueryable filtered = filter.ApplyTo(Enumerable.Empty<ReferralFields>().AsQueryable(), new ODataQuerySettings());

        // Compiling once here avoids a compilation at every enumeration of the queryable.
        var where = (LambdaExpression)((UnaryExpression)((MethodCallExpression)filtered.Expression).Arguments[1]).Operand;
        var condition = ((Expression<Func<ReferralFields, bool>>)FilterExpressionRewriter.Rewrite(where)).Compile();
        return referral => condition(referral.Fields);
    }

    // Some errors, such as a division by zero or a missing value where the library expects one, occur only when there is a record to
    // evaluate. Each of them is the filter's.
    private static Func<StoredReferral, bool> Guard(Func<StoredReferral, bool> condition) => referral =>
    {
        try
        {
            return condition(referral);
        }
        catch (Exception impossible) when (impossible is not OutOfMemoryException)
        {
            throw Invalid("it cannot be evaluated for every referral");
        }
    };

    private static IEdmModel BuildModel()
    {
        var builder = new ODataConventionModelBuilder();
        builder.EnableLowerCamelCase();
        builder.EntitySet<ReferralFields>("referrals");
        return builder.GetEdmModel();
    }

    // The library's messages contain its own types and namespaces, which the service's would not.
    private static string Describe(string message, bool byAnyField)
    {
        if (UnknownProperty().Match(message) is { Success: true } unknown)
        {
            string name = unknown.Groups[1].Value;
            return byAnyField ? $"'{name}' is not a member of a referral" : $"'{name}' is not supported in a filter. {OwnReading}";
        }

        if (WrongTypes().Match(message) is { Success: true } types)
        {
            return $"the operator cannot combine {KindOf(types.Groups[1].Value)} with {KindOf(types.Groups[2].Value)}";
        }

        return Position().Match(message) is { Success: true } place
            ? $"it cannot be read at position {place.Groups[1].Value}"
            : "it cannot be read, or it is not a condition";
    }

    private static string KindOf(string edmType) => edmType switch
    {
        "Edm.String" => "a string",
        "Edm.DateTimeOffset" or "Edm.Date" => "a date and time",
        "Edm.Boolean" => "true or false",
        "Edm.Guid" => "a GUID",
        _ when edmType.StartsWith("Edm.", StringComparison.Ordinal) => "a number",
        _ => "an object",
    };

    private static ApiException Invalid(string reason) =>
        ApiException.InvalidRequest($"The query option $filter is not valid: {reason.TrimEnd('.')}.", "$filter");

    [GeneratedRegex("property named '([^']*)'")]
    private static partial Regex UnknownProperty();

    [GeneratedRegex("operand types '([^']*)' and '([^']*)'")]
    private static partial Regex WrongTypes();

    [GeneratedRegex("at position (\\d+)")]
    private static partial Regex Position();
}
