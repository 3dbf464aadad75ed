using System.Linq.Expressions;
using System.Reflection;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Rewrites a filter so that operators such as <c>gt</c> and <c>le</c> compare strings by code units, not by the machine's culture.
/// </summary>
internal sealed class OrdinalComparisonRewriter : ExpressionVisitor
{
    private static readonly MethodInfo ByLanguage = typeof(string).GetMethod(nameof(string.Compare), [typeof(string), typeof(string)])!;
    private static readonly MethodInfo ByCodeUnit =
        typeof(string).GetMethod(nameof(string.CompareOrdinal), [typeof(string), typeof(string)])!;

    public static Expression In(Expression expression) => new OrdinalComparisonRewriter().Visit(expression);

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        Expression visited = base.VisitMethodCall(node);
        return visited is MethodCallExpression call && call.Method == ByLanguage
            ? Expression.Call(ByCodeUnit, call.Arguments)
            : visited;
    }
}
