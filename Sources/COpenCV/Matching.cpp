#include "Guard.hpp"
#include <memory>
#include <opencv2/features2d.hpp>
#include <vector>

namespace {

struct Features {
    std::vector<cv::KeyPoint> points;
    cv::Mat descriptors;
};

Features find(cv::Feature2D &finder, copencv_grey picture) {
    const cv::Mat image(picture.height, picture.width, CV_8U,
                        const_cast<uint8_t *>(picture.samples));
    Features found;
    finder.detectAndCompute(image, cv::noArray(), found.points, found.descriptors);
    return found;
}

copencv_match join(const Features &first, const Features &second, const cv::DMatch &match) {
    const auto a = first.points[size_t(match.queryIdx)].pt;
    const auto b = second.points[size_t(match.trainIdx)].pt;
    return {a.x, a.y, b.x, b.y, match.distance};
}

} // namespace

struct copencv_matching {
    size_t first;
    size_t second;
    std::vector<copencv_match> matches;
};

copencv_status copencv_match_orb(copencv_grey first, copencv_grey second, int32_t features,
                                 copencv_matching **out, copencv_error error) {
    *out = nullptr;
    return guarded(error, [&] {
        quieten();
        const auto finder = cv::ORB::create(features);
        const auto a = find(*finder, first), b = find(*finder, second);
        auto result = std::make_unique<copencv_matching>();
        result->first = a.points.size();
        result->second = b.points.size();
        if (!a.points.empty() && !b.points.empty()) {
            std::vector<cv::DMatch> matches;
            cv::BFMatcher(cv::NORM_HAMMING, true).match(a.descriptors, b.descriptors, matches);
            for (const auto &match : matches) result->matches.push_back(join(a, b, match));
        }
        *out = result.release();
    });
}

copencv_status copencv_match_sift(copencv_grey first, copencv_grey second, int32_t trees,
                                  int32_t checks, float ratio, copencv_matching **out,
                                  copencv_error error) {
    *out = nullptr;
    return guarded(error, [&] {
        quieten();
        const auto finder = cv::SIFT::create();
        const auto a = find(*finder, first), b = find(*finder, second);
        auto result = std::make_unique<copencv_matching>();
        result->first = a.points.size();
        result->second = b.points.size();
        // Of one point there is no second nearest to compare with.
        if (!a.points.empty() && b.points.size() > 1) {
            // The trees of FLANN are random; the same seed gives the same trees.
            cv::theRNG().state = 1;
            cv::FlannBasedMatcher matcher(cv::makePtr<cv::flann::KDTreeIndexParams>(trees),
                                          cv::makePtr<cv::flann::SearchParams>(checks));
            std::vector<std::vector<cv::DMatch>> pairs;
            matcher.knnMatch(a.descriptors, b.descriptors, pairs, 2);
            for (const auto &pair : pairs)
                if (pair.size() == 2 && pair[0].distance < ratio * pair[1].distance)
                    result->matches.push_back(join(a, b, pair[0]));
        }
        *out = result.release();
    });
}

void copencv_matching_destroy(copencv_matching *matching) { delete matching; }

size_t copencv_matching_first(const copencv_matching *matching) { return matching->first; }

size_t copencv_matching_second(const copencv_matching *matching) { return matching->second; }

size_t copencv_matching_count(const copencv_matching *matching) { return matching->matches.size(); }

copencv_match copencv_matching_at(const copencv_matching *matching, size_t index) {
    return matching->matches[index];
}
