using System.Text.Json;
using Microsoft.OData.Edm;
using Microsoft.OData.UriParser;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Evaluates <c>$filter</c> over every member of wire contract 3, as OData specifies it, for programs that must not depend on the
/// emulator's own list of members. The record's JSON is read for each evaluation, so it is slower than <see cref="ReferralFilter"/>.
/// </summary>
internal static class AnyFieldFilter
{
    private const string Root = "$it";

    private static readonly Lazy<(IEdmModel Model, IEdmEntitySet Referrals)> Model = new(ReferralEdmModel.Build);

    private delegate JsonElement Place(JsonElement referral, JsonElement item);

    private delegate object? Value(JsonElement referral, JsonElement item);

    /// <exception cref="Microsoft.OData.ODataException">The filter cannot be read.</exception>
    /// <exception cref="NotSupportedException">The filter uses something that is not supported.</exception>
    public static Func<StoredReferral, bool> Compile(string filter)
    {
        (IEdmModel model, IEdmEntitySet referrals) = Model.Value;
        var options = new Dictionary<string, string> { ["$filter"] = filter };
        FilterClause clause = new ODataQueryOptionParser(model, referrals.EntityType, referrals, options).ParseFilter();
        Value condition = Read(clause.Expression, isInLambda: false);
        return referral =>
        {
            using JsonDocument record = JsonDocument.Parse(referral.Json, StoredReferral.Reading);
            return condition(record.RootElement, default) is true;
        };
    }

    private static Value Read(QueryNode node, bool isInLambda) => node switch
    {
        ConstantNode constant => Constant(FilterValues.Normalize(constant.Value)),
        ConvertNode convert => Read(convert.Source, isInLambda),
        UnaryOperatorNode { OperatorKind: UnaryOperatorKind.Not } not => Not(Read(not.Operand, isInLambda)),
        BinaryOperatorNode binary => ReadBinary(
            binary.OperatorKind, Read(binary.Left, isInLambda), Read(binary.Right, isInLambda)),
        InNode { Right: CollectionConstantNode list } choice => In(
            Read(choice.Left, isInLambda), [.. list.Collection.Select(one => FilterValues.Normalize(one.Value))]),
        AnyNode any => ReadLambda(any, isInLambda, isAll: false),
        AllNode all => ReadLambda(all, isInLambda, isAll: true),
        SingleValueFunctionCallNode call => ReadFunction(call.Name, [.. call.Parameters.Select(part => Read(part, isInLambda))]),
        SingleValueNode single => At(Locate(single), single.TypeReference, NameOf(single)),
        _ => throw new NotSupportedException($"{node.Kind} is not supported."),
    };

    private static Value Constant(object? value) => (_, _) => value;

    private static Value Not(Value operand) => (referral, item) => !(bool?)operand(referral, item);

    private static Value In(Value left, object?[] list) => (referral, item) => list.Contains(left(referral, item));

    private static Value At(Place place, IEdmTypeReference type, string name) =>
        (referral, item) => FilterValues.Read(place(referral, item), type, name);

    private static Value ReadBinary(BinaryOperatorKind kind, Value left, Value right)
    {
        return kind switch
        {
            BinaryOperatorKind.And => (referral, item) => (bool?)left(referral, item) & (bool?)right(referral, item),
            BinaryOperatorKind.Or => (referral, item) => (bool?)left(referral, item) | (bool?)right(referral, item),
            BinaryOperatorKind.Equal => (referral, item) => Equals(left(referral, item), right(referral, item)),
            BinaryOperatorKind.NotEqual => (referral, item) => !Equals(left(referral, item), right(referral, item)),
            BinaryOperatorKind.GreaterThan => Compared(order => order > 0),
            BinaryOperatorKind.GreaterThanOrEqual => Compared(order => order >= 0),
            BinaryOperatorKind.LessThan => Compared(order => order < 0),
            BinaryOperatorKind.LessThanOrEqual => Compared(order => order <= 0),
            _ => throw new NotSupportedException($"{kind} is not supported."),
        };

        // A comparison with null is false, as OData specifies.
        Value Compared(Func<int, bool> fits) => (referral, item) =>
            FilterValues.Compare(left(referral, item), right(referral, item)) is { } order && fits(order);
    }

    private static Value ReadLambda(LambdaNode lambda, bool isInLambda, bool isAll)
    {
        if (isInLambda)
        {
            throw new NotSupportedException("A lambda inside a lambda is evaluated for each pair of items.");
        }

        Place list = Locate(lambda.Source);
        Value condition = Read(lambda.Body, isInLambda: true);
        return (referral, _) =>
        {
            IEnumerable<JsonElement> items = list(referral, default) is { ValueKind: JsonValueKind.Array } found
                ? found.EnumerateArray()
                : [];
            return isAll
                ? items.All(item => condition(referral, item) is true)
                : items.Any(item => condition(referral, item) is true);
        };
    }

    private static Value ReadFunction(string name, Value[] parts)
    {
        Func<object?[], object?> function = FilterFunctions.Find(name)
            ?? throw new NotSupportedException($"{name} is not supported.");
        return (referral, item) =>
        {
            object?[] values = Array.ConvertAll(parts, part => part(referral, item));
            return values.Contains(null) ? null : function(values);
        };
    }

    private static Place Locate(QueryNode node) => node switch
    {
        ResourceRangeVariableReferenceNode { Name: Root } => (referral, _) => referral,
        ResourceRangeVariableReferenceNode or NonResourceRangeVariableReferenceNode => (_, item) => item,
        SingleValuePropertyAccessNode value => Inside(value.Source, value.Property),
        SingleComplexNode part => Inside(part.Source, part.Property),
        CollectionComplexNode list => Inside(list.Source, list.Property),
        CollectionPropertyAccessNode list => Inside(list.Source, list.Property),
        _ => throw new NotSupportedException($"{node.Kind} is not supported."),
    };

    private static Place Inside(QueryNode source, IEdmProperty property)
    {
        Place holder = Locate(source);
        return (referral, item) =>
            holder(referral, item) is { ValueKind: JsonValueKind.Object } part && part.TryGetProperty(property.Name, out JsonElement value)
                ? value
                : default;
    }

    private static string NameOf(QueryNode node) => node is SingleValuePropertyAccessNode access ? access.Property.Name : "";
}
