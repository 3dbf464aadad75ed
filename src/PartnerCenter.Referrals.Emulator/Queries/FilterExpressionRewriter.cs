using System.Linq.Expressions;
using System.Reflection;
using System.Text.RegularExpressions;

namespace PartnerCenter.Referrals.Emulator;

/// <summary>
/// Rewrites a filter so that it treats strings by code units and not by the machine's culture, and refuses what could take so long that the
/// emulator stops: regular expressions, strings that grow, and lambdas inside lambdas. The contract has none of them.
/// </summary>
internal sealed class FilterExpressionRewriter : ExpressionVisitor
{
    private static readonly MethodInfo CompareByLanguage = Method(typeof(string), nameof(string.Compare), typeof(string), typeof(string));
    private static readonly MethodInfo CompareByCodeUnit =
        Method(typeof(string), nameof(string.CompareOrdinal), typeof(string), typeof(string));

    // Each has an overload that takes a StringComparison after the text.
    private static readonly string[] Searches = [nameof(string.StartsWith), nameof(string.EndsWith), nameof(string.IndexOf)];

    private bool _isInLambda;

    /// <exception cref="NotSupportedException">The filter could take too long.</exception>
    public static LambdaExpression Rewrite(LambdaExpression filter)
    {
        var rewriter = new FilterExpressionRewriter();
        return Expression.Lambda(filter.Type, rewriter.Visit(filter.Body), filter.Parameters);
    }

    protected override Expression VisitLambda<T>(Expression<T> node)
    {
        if (_isInLambda)
        {
            throw new NotSupportedException("A lambda inside a lambda is evaluated for each pair of items.");
        }

        _isInLambda = true;
        Expression visited = base.VisitLambda(node);
        _isInLambda = false;
        return visited;
    }

    protected override Expression VisitMethodCall(MethodCallExpression node)
    {
        MethodInfo method = node.Method;
        bool grows = method.DeclaringType == typeof(string) && method.Name == nameof(string.Concat);
        if (grows || method.DeclaringType == typeof(Regex))
        {
            throw new NotSupportedException($"{method.Name} can take any time.");
        }

        var visited = (MethodCallExpression)base.VisitMethodCall(node);
        if (method == CompareByLanguage)
        {
            return Expression.Call(CompareByCodeUnit, visited.Arguments);
        }

        return method.DeclaringType == typeof(string) && !method.IsStatic ? ByCodeUnit(visited) : visited;
    }

    private static MethodCallExpression ByCodeUnit(MethodCallExpression call)
    {
        string name = call.Method.Name;
        if (name is nameof(string.ToLower) or nameof(string.ToUpper) && call.Arguments.Count == 0)
        {
            return Expression.Call(call.Object, Method(typeof(string), $"{name}Invariant"));
        }

        return Searches.Contains(name) && call.Arguments is [{ } text] && text.Type == typeof(string)
            ? Expression.Call(
                call.Object,
                Method(typeof(string), name, typeof(string), typeof(StringComparison)),
                text,
                Expression.Constant(StringComparison.Ordinal))
            : call;
    }

    private static MethodInfo Method(Type type, string name, params Type[] parameters) => type.GetMethod(name, parameters)!;
}
