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
/// <c>$filter</c> over <see cref="ReferralFields"/> (wire contract 2.3), read by Microsoft.AspNetCore.OData. Texts are equal only letter by
/// letter, those of closed sets (<c>status</c> and the like) too: OData has it so, and that the service does is inferred. Which is greater
/// goes by their code units, on every machine alike.
/// </summary>
internal static partial class ReferralFilter
{
    private const int MaxCachedConditions = 256;

    private static readonly Lazy<IEdmModel> Model = new(BuildModel);

    // Every page of a list asks again, and reading takes longer than a page.
    private static readonly ConcurrentDictionary<string, Func<ReferralFields, bool>> Conditions = new(StringComparer.Ordinal);

    /// <summary>The condition that a filter's text states.</summary>
    /// <exception cref="ApiException">The text cannot be read, or asks for a member or operator that is not offered.</exception>
    public static Func<ReferralFields, bool> Read(string text)
    {
        if (Conditions.TryGetValue(text, out Func<ReferralFields, bool>? known))
        {
            return known;
        }

        Func<ReferralFields, bool> condition = Parse(text);
        if (Conditions.Count >= MaxCachedConditions)
        {
            Conditions.Clear();
        }

        Conditions[text] = condition;
        return condition;
    }

    private static Func<ReferralFields, bool> Parse(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw Invalid("it is empty");
        }

        string readable = FilterNormalizer.Prepare(text);
        try
        {
            var context = new ODataQueryContext(Model.Value, typeof(ReferralFields), path: null);
            IEdmEntitySet referrals = Model.Value.EntityContainer.FindEntitySet("referrals");
            var options = new Dictionary<string, string> { ["$filter"] = readable };
            var parser = new ODataQueryOptionParser(Model.Value, referrals.EntityType, referrals, options);
            var filter = new FilterQueryOption(readable, context, parser);
            IQueryable filtered = filter.ApplyTo(Enumerable.Empty<ReferralFields>().AsQueryable(), new ODataQuerySettings());

            // One compilation, instead of one each time that the queryable is asked.
            var where = (LambdaExpression)((UnaryExpression)((MethodCallExpression)filtered.Expression).Arguments[1]).Operand;
            return Guard(((Expression<Func<ReferralFields, bool>>)OrdinalComparisonRewriter.In(where)).Compile());
        }
        catch (ODataException unreadable)
        {
            throw Invalid(Describe(unreadable.Message));
        }
        catch (Exception unreadable) when (IsInvalidFilter(unreadable))
        {
            throw Invalid("it asks for something that is not offered");
        }
    }

    // A division by zero, say, shows only when there is a record to work on.
    private static Func<ReferralFields, bool> Guard(Func<ReferralFields, bool> condition) => fields =>
    {
        try
        {
            return condition(fields);
        }
        catch (Exception impossible) when (IsInvalidFilter(impossible))
        {
            throw Invalid("it cannot be worked out for every referral");
        }
    };

    private static bool IsInvalidFilter(Exception exception) =>
        exception is ArgumentException or FormatException or ArithmeticException or NotSupportedException or InvalidOperationException;

    private static IEdmModel BuildModel()
    {
        var builder = new ODataConventionModelBuilder();
        builder.EnableLowerCamelCase();
        builder.EntitySet<ReferralFields>("referrals");
        return builder.GetEdmModel();
    }

    // The library speaks of its own types and namespaces; the service would not.
    private static string Describe(string message)
    {
        if (UnknownProperty().Match(message) is { Success: true } unknown)
        {
            return $"'{unknown.Groups[1].Value}' cannot be filtered by";
        }

        if (WrongTypes().Match(message) is { Success: true } types)
        {
            return $"the operator does not take {KindOf(types.Groups[1].Value)} with {KindOf(types.Groups[2].Value)}";
        }

        return Position().Match(message) is { Success: true } place
            ? $"it cannot be read at position {place.Groups[1].Value}"
            : "it cannot be read, or is not a condition";
    }

    private static string KindOf(string edmType) => edmType switch
    {
        "Edm.String" => "a text",
        "Edm.DateTimeOffset" or "Edm.Date" => "a date and time",
        "Edm.Boolean" => "true or false",
        "Edm.Guid" => "a GUID",
        _ when edmType.StartsWith("Edm.", StringComparison.Ordinal) => "a number",
        _ => "an object",
    };

    private static ApiException Invalid(string reason) =>
        ApiException.InvalidRequest($"The query option $filter is not valid: {reason}.", "$filter");

    [GeneratedRegex("property named '([^']*)'")]
    private static partial Regex UnknownProperty();

    [GeneratedRegex("operand types '([^']*)' and '([^']*)'")]
    private static partial Regex WrongTypes();

    [GeneratedRegex("at position (\\d+)")]
    private static partial Regex Position();
}
